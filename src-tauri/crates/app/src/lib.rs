//! Use cases of 盈衡: the only place where core meets io.
//!
//! [`wire`] holds the shapes that cross to the window, [`messages`] the sentences of both languages. Nothing here adds
//! amounts, speaks SQL or counts cells: core computes, io fetches and writes, app decides what happens when.

pub mod messages;
pub mod wire;
