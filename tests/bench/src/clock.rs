//! CPU time of this process, and the median of several rounds.

/// CPU seconds this process has used; wall time where the system tells none.
#[cfg(unix)]
pub fn now() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

/// Wall time: no CPU clock here.
#[cfg(not(unix))]
pub fn now() -> f64 {
    use std::sync::OnceLock;
    use std::time::Instant;
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed().as_secs_f64()
}

/// One contender: a name, its work, and the times of its rounds in milliseconds.
pub struct Contender<'a> {
    pub name: String,
    pub work: Box<dyn FnMut() + 'a>,
    pub times: Vec<f64>,
}

impl<'a> Contender<'a> {
    pub fn new(name: &str, work: impl FnMut() + 'a) -> Self {
        Self {
            name: name.to_owned(),
            work: Box::new(work),
            times: Vec::new(),
        }
    }
    /// Median of the rounds, ms.
    pub fn median(&self) -> f64 {
        let mut sorted = self.times.clone();
        sorted.sort_by(f64::total_cmp);
        sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
    }
}

/// Runs the contenders in turn, A-B-A-B, so that a disturbance meets all of them.
pub fn race(contenders: &mut [Contender<'_>], rounds: usize) {
    for _ in 0..rounds {
        for one in contenders.iter_mut() {
            let start = now();
            (one.work)();
            one.times.push((now() - start) * 1000.0);
        }
    }
}
