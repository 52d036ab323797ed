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

/// CPU seconds of the processes this one started and waited for, and of theirs; `None` where the system tells none.
/// In steps of a clock tick (10 ms), so only for work of a second and more.
#[cfg(target_os = "linux")]
pub fn children() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The program's name, in brackets, may hold blanks; user and system time of children are fields 16 and 17.
    let fields = stat.rsplit_once(')')?.1.split_whitespace();
    let ticks: u64 = fields
        .skip(13)
        .take(2)
        .filter_map(|field| field.parse::<u64>().ok())
        .sum();
    Some(ticks as f64 / rustix::param::clock_ticks_per_second() as f64)
}

/// Nobody tells.
#[cfg(not(target_os = "linux"))]
pub fn children() -> Option<f64> {
    None
}

/// Runs the contenders in turn, A-B-A-B, so that a disturbance meets all of them.
pub fn race(contenders: &mut [Contender<'_>], rounds: usize) {
    race_by(contenders, rounds, now);
}

/// The same by another clock.
pub fn race_by(contenders: &mut [Contender<'_>], rounds: usize, clock: impl Fn() -> f64) {
    for _ in 0..rounds {
        for one in contenders.iter_mut() {
            let start = clock();
            (one.work)();
            one.times.push((clock() - start) * 1000.0);
        }
    }
}
