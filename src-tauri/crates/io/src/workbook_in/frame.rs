//! The pipe between worker and parent: each frame is its length (four bytes, little end first), one byte that says how
//! it is written, and the content. Rows, which are nearly all there is, travel in postcard's binary form; all else is
//! JSON.

use super::limits::FRAME_BYTES;
use super::types::{Event, Outcome, Row};
use serde::{Deserialize, Serialize};
use std::io::{self, Read, Write};
use yingheng_core::issue::Issue;

/// What travels from the worker to its parent.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "frame", rename_all = "snake_case")]
pub(crate) enum Frame {
    /// On the way.
    Event { content: Event },
    /// The end.
    Done { content: Outcome },
    /// The file was refused.
    Refused { content: Box<Issue> },
}

/// How the content of a frame is written.
const JSON: u8 = 0;
const ROWS: u8 = 1;

/// Writes one frame.
pub(crate) fn write(out: &mut impl Write, frame: &Frame) -> io::Result<()> {
    let (form, content) = match frame {
        Frame::Event {
            content: Event::Rows { rows },
        } => (ROWS, postcard::to_allocvec(rows).map_err(io::Error::other)?),
        frame => (JSON, serde_json::to_vec(frame)?),
    };
    let length = u32::try_from(content.len())
        .ok()
        .filter(|_| content.len() <= FRAME_BYTES);
    let length =
        length.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "frame too large"))?;
    out.write_all(&length.to_le_bytes())?;
    out.write_all(&[form])?;
    out.write_all(&content)?;
    out.flush()
}

/// Reads one frame; `None` at the end of the pipe.
pub(crate) fn read(from: &mut impl Read) -> io::Result<Option<Frame>> {
    let wrong = |what: &str| io::Error::new(io::ErrorKind::InvalidData, what.to_owned());
    let mut length = [0_u8; 4];
    if let Err(error) = from.read_exact(&mut length) {
        return if error.kind() == io::ErrorKind::UnexpectedEof {
            Ok(None)
        } else {
            Err(error)
        };
    }
    let length = usize::try_from(u32::from_le_bytes(length)).unwrap_or(usize::MAX);
    // Before anything more is waited for: a worker that talks nonsense is ended at once.
    if length > FRAME_BYTES {
        return Err(wrong("frame too large"));
    }
    let mut form = [0_u8; 1];
    from.read_exact(&mut form)?;
    let mut content = vec![0; length];
    from.read_exact(&mut content)?;
    match form[0] {
        JSON => Ok(Some(serde_json::from_slice(&content)?)),
        ROWS => {
            let (rows, rest): (Vec<Row>, _) =
                postcard::take_from_bytes(&content).map_err(io::Error::other)?;
            if !rest.is_empty() {
                return Err(wrong("bytes after the rows"));
            }
            let content = Event::Rows { rows };
            Ok(Some(Frame::Event { content }))
        }
        _ => Err(wrong("no such form of a frame")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_survives_the_pipe_and_an_oversized_one_is_refused() {
        let mut pipe = Vec::new();
        write(
            &mut pipe,
            &Frame::Event {
                content: Event::Progress {
                    rows: 7,
                    total: Some(9),
                },
            },
        )
        .expect("write");
        let frame = read(&mut pipe.as_slice()).expect("read").expect("a frame");
        assert!(matches!(
            frame,
            Frame::Event {
                content: Event::Progress {
                    rows: 7,
                    total: Some(9)
                }
            }
        ));
        let announced = (u32::try_from(FRAME_BYTES).expect("small") + 1).to_le_bytes();
        assert!(read(&mut announced.as_slice()).is_err());
        assert!(read(&mut [].as_slice()).expect("end").is_none());
    }

    #[test]
    fn rows_survive_the_pipe_and_a_cut_frame_is_refused() {
        use super::super::types::{Trouble, Value};
        let value = |column, text: &str, trouble| Value {
            column,
            text: text.into(),
            from_formula: column == 2,
            trouble,
        };
        let rows = vec![
            Row {
                row: 2,
                values: vec![
                    value(1, "0012", None),
                    value(2, "合计", Some(Trouble::RoundedDigits)),
                ],
            },
            Row {
                row: 70_000,
                values: Vec::new(),
            },
        ];
        let content = Event::Rows { rows };
        let mut pipe = Vec::new();
        write(
            &mut pipe,
            &Frame::Event {
                content: content.clone(),
            },
        )
        .expect("write");
        let back = read(&mut pipe.as_slice()).expect("read").expect("a frame");
        assert!(matches!(back, Frame::Event { content: back } if back == content));
        for cut in 5..pipe.len() - 1 {
            let length = u32::try_from(cut - 5).expect("small").to_le_bytes();
            let mut short = pipe[..cut].to_vec();
            short[..4].copy_from_slice(&length);
            let read = read(&mut short.as_slice());
            assert!(
                !matches!(read, Ok(Some(Frame::Event { content: back })) if back == content),
                "cut at {cut}"
            );
        }
    }
}
