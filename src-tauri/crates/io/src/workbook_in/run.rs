//! The parent's side: starts a worker for one file, passes on what it says, ends it when it must.

use super::frame::{self, Frame};
use super::limits::{WORKER_CPU_SECONDS, WORKER_MEMORY, WORKER_SILENCE_SECONDS};
use super::read_error::{ReadError, refusal_with};
use super::types::{Event, Outcome, Request};
use crate::platform::{self, Death};
use std::ffi::OsString;
use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread;
use std::time::{Duration, Instant};
use yingheng_core::issue::{Issue, Place};

/// How often cancelling, silence and memory are looked at.
const TICK: Duration = Duration::from_millis(50);
/// Frames in flight; a slow receiver slows the worker down instead of filling the memory.
const IN_FLIGHT: usize = 8;

/// Reads a file in a separate process, so that no file can crash, hang or exhaust the program.
///
/// `program` with `args` must end in [`super::worker_main`]. `on_event` receives rows and sheets in file order; what it
/// received counts only when the outcome is `Ok`.
///
/// # Errors
/// [`ReadError::Refused`] with the file, place and limit; [`ReadError::Cancelled`] within about 50 ms of `cancel`.
pub fn run_in_worker(
    program: &Path,
    args: &[OsString],
    request: &Request,
    on_event: &mut dyn FnMut(Event),
    cancel: &AtomicBool,
) -> Result<Outcome, ReadError> {
    let unavailable = |what: &str| {
        ReadError::Worker(refusal_with(
            "import.worker_unavailable",
            &[("what", what.to_owned())],
        ))
    };
    let question = serde_json::to_vec(request).map_err(|error| unavailable(&error.to_string()))?;
    let mut command = Command::new(program);
    command
        .args(args)
        // What reads strangers' files must not know what opens the project.
        .env_remove("YINGHENG_PASSWORD")
        .env_remove("YINGHENG_NEW_PASSWORD")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    // Nothing the worker might print may reach a log: it could hold a patient's data.
    command.stderr(Stdio::null());
    platform::without_window(&mut command);
    let mut child = Leash(
        command
            .spawn()
            .map_err(|error| unavailable(&error.kind().to_string()))?,
    );
    let (stdin, stdout) = (child.0.stdin.take(), child.0.stdout.take());
    let (Some(mut stdin), Some(mut stdout)) = (stdin, stdout) else {
        return Err(unavailable("no pipe"));
    };
    // The question is far smaller than a pipe's buffer; a worker that died already shows below.
    let _ = stdin.write_all(&question);
    drop(stdin);
    let (sender, receiver) = sync_channel(IN_FLIGHT);
    let reader = thread::spawn(move || {
        loop {
            let frame = frame::read(&mut stdout);
            let last = !matches!(frame, Ok(Some(Frame::Event { .. })));
            if sender.send(frame).is_err() || last {
                return;
            }
        }
    });
    let result = listen(&mut child.0, &receiver, request, on_event, cancel);
    drop(receiver);
    drop(child);
    let _ = reader.join();
    result
}

fn listen(
    child: &mut Child,
    receiver: &Receiver<std::io::Result<Option<Frame>>>,
    request: &Request,
    on_event: &mut dyn FnMut(Event),
    cancel: &AtomicBool,
) -> Result<Outcome, ReadError> {
    let located = |mut issue: Box<Issue>| {
        issue.place.file.get_or_insert_with(|| request.file_name());
        ReadError::Refused(issue)
    };
    let limit =
        |name: &str, value: u64| located(refusal_with(name, &[("limit", value.to_string())]));
    let mut heard = Instant::now();
    loop {
        if cancel.load(Ordering::Relaxed) {
            return Err(ReadError::Cancelled);
        }
        match receiver.recv_timeout(TICK) {
            Ok(Ok(Some(Frame::Event { content }))) => {
                on_event(with_file(content, request));
                heard = Instant::now();
            }
            Ok(Ok(Some(Frame::Done { content }))) => return Ok(content),
            Ok(Ok(Some(Frame::Refused { content }))) => return Err(located(content)),
            Ok(Err(_)) => return Err(located(refusal_with("import.worker_protocol", &[]))),
            Ok(Ok(None)) | Err(RecvTimeoutError::Disconnected) => {
                let death = child.wait().map_or(Death::Other, platform::cause_of_death);
                return Err(match death {
                    Death::Memory => limit("import.limit_memory", WORKER_MEMORY >> 20),
                    Death::Cpu => limit("import.limit_cpu", WORKER_CPU_SECONDS),
                    Death::Other => located(refusal_with("import.worker_died", &[])),
                });
            }
            Err(RecvTimeoutError::Timeout)
                if heard.elapsed().as_secs() >= WORKER_SILENCE_SECONDS =>
            {
                return Err(limit("import.limit_silence", WORKER_SILENCE_SECONDS));
            }
            Err(RecvTimeoutError::Timeout) if platform::exceeds_memory(child, WORKER_MEMORY) => {
                return Err(limit("import.limit_memory", WORKER_MEMORY >> 20));
            }
            Err(RecvTimeoutError::Timeout) => {}
        }
    }
}

fn with_file(mut event: Event, request: &Request) -> Event {
    if let Event::Issue { issue } = &mut event {
        let place: &mut Place = &mut issue.place;
        place.file.get_or_insert_with(|| request.file_name());
    }
    event
}

/// A child that never outlives its purpose, whichever way the parent leaves.
struct Leash(Child);

impl Drop for Leash {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
