//! The import worker as a program of its own, for the tests of the reader.
//!
//! Without an argument it reads what its standard input asks for. `hog` and `spin` use up memory and processor time
//! behind the same fence, to show that the fence holds.

use std::process::ExitCode;
use yingheng_io::platform;
use yingheng_io::workbook_in::{limits, worker_main};

fn main() -> ExitCode {
    match std::env::args().nth(1).as_deref() {
        None => ExitCode::from(u8::try_from(worker_main()).unwrap_or(1)),
        Some("hog") => {
            fence(limits::WORKER_CPU_SECONDS);
            let mut held: Vec<Vec<u8>> = Vec::new();
            loop {
                held.push(vec![1; 64 << 20]);
            }
        }
        Some("spin") => {
            fence(1);
            let mut turns = 0_u64;
            loop {
                turns = std::hint::black_box(turns.wrapping_add(1));
            }
        }
        Some(_) => ExitCode::from(2),
    }
}

fn fence(cpu_seconds: u64) {
    if platform::confine(limits::WORKER_MEMORY, cpu_seconds, cpu_seconds + 1).is_err() {
        std::process::exit(3);
    }
}
