/// Which cases leave a column blank that rules may read.
/// 未填列
///
/// A blank amount is not an amount of 0: whatever reads it asks here first and refuses with the name of the field.
/// Holds nothing where every case states the column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Blanks(Vec<bool>);

impl Blanks {
    /// Whether a case leaves the column blank.
    pub fn is(&self, case: usize) -> bool {
        self.0.get(case).copied().unwrap_or(false)
    }
    /// How many do.
    pub fn count(&self) -> usize {
        self.0.iter().filter(|blank| **blank).count()
    }
    /// Marks a case; cases are marked in rising order.
    pub fn mark(&mut self, case: usize) {
        self.0.resize(case, false);
        self.0.push(true);
    }
    /// Drops cases that are not kept.
    pub(super) fn retain(&mut self, keep: &[bool]) {
        let mut flags = keep.iter();
        self.0.retain(|_| flags.next().copied().unwrap_or(true));
    }
    /// Puts the marks of a part behind the `before` cases there are.
    pub(super) fn append(&mut self, before: usize, mut part: Self) {
        if !part.0.is_empty() {
            self.0.resize(before, false);
            self.0.append(&mut part.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Blanks;

    #[test]
    fn marks_stay_with_their_cases() {
        let mut all = Blanks::default();
        all.mark(1);
        let mut part = Blanks::default();
        part.mark(0);
        part.mark(2);
        all.append(4, part);
        let blank = |all: &Blanks| (0..8).filter(|case| all.is(*case)).collect::<Vec<_>>();
        assert_eq!(blank(&all), [1, 4, 6]);
        all.append(8, Blanks::default());
        assert_eq!(all.count(), 3);
        all.retain(&[false, true, true, true, false, true, true, true]);
        assert_eq!(blank(&all), [0, 4]);
    }
}
