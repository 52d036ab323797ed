//! Use cases of 盈衡: the only place where core meets io.
//!
//! [`wire`] holds the shapes that cross to the window, [`messages`] the sentences of both languages, [`session`] the use
//! cases, one file per family. Nothing here adds amounts, speaks SQL or counts cells: core computes, io fetches and
//! writes, app decides what happens when.

pub mod messages;
pub mod search;
pub mod session;
pub mod wire;

/// The whole life of an import worker: the program calls it when started with the argument `import-worker`, and returns
/// the value as its exit code.
pub fn import_worker() -> i32 {
    yingheng_io::platform::fail_point("worker.started");
    yingheng_io::workbook_in::worker_main()
}
