//! The worker's side: one request from standard input, frames to standard output, then the end.

use super::frame::{self, Frame};
use super::limits::{WORKER_CPU_SECONDS, WORKER_CPU_SECONDS_TEXT, WORKER_MEMORY};
use super::read_error::{Refusable, refusal};
use super::types::{Event, Outcome, Request};
use super::{cells, extract, inspect};
use crate::platform;
use std::io::{self, Read, Write};
use std::panic::{self, AssertUnwindSafe};

/// Longest request, bytes.
const REQUEST_BYTES: u64 = 1 << 20;

/// The whole life of an import worker; the program calls it when started with its worker argument and returns the value
/// as its exit code.
pub fn worker_main() -> i32 {
    // A panic's text could quote a cell; it is not printed, the parent hears a code instead.
    panic::set_hook(Box::new(|_| {}));
    let mut out = io::stdout().lock();
    let answer = panic::catch_unwind(AssertUnwindSafe(|| answer(&mut out)));
    let last = match answer {
        Ok(Ok(outcome)) => Frame::Done { content: outcome },
        Ok(Err(issue)) => Frame::Refused { content: issue },
        Err(_) => Frame::Refused {
            content: refusal("import.reader_failed"),
        },
    };
    i32::from(frame::write(&mut out, &last).is_err())
}

fn answer(out: &mut impl Write) -> Refusable<Outcome> {
    platform::confine(WORKER_MEMORY, WORKER_CPU_SECONDS, WORKER_CPU_SECONDS_TEXT)
        .map_err(|_| refusal("import.worker_unconfined"))?;
    let mut text = String::new();
    io::stdin()
        .take(REQUEST_BYTES)
        .read_to_string(&mut text)
        .map_err(|_| refusal("import.worker_protocol"))?;
    let request: Request =
        serde_json::from_str(&text).map_err(|_| refusal("import.worker_protocol"))?;
    let mut tell = |event: Event| {
        frame::write(out, &Frame::Event { content: event })
            .map_err(|_| refusal("import.worker_protocol"))
    };
    match &request {
        Request::Inspect(request) => inspect::inspect(request, &mut tell).map(Outcome::Inspection),
        Request::Cells(request) => cells::cells(request, &mut tell).map(Outcome::Inspection),
        Request::Extract(request) => extract::extract(request, &mut tell).map(Outcome::Extraction),
    }
}
