//! The pipe between worker and parent: each frame is its length (four bytes, little end first) and as much JSON.

use super::limits::FRAME_BYTES;
use super::types::{Event, Outcome};
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

/// Writes one frame.
pub(crate) fn write(out: &mut impl Write, frame: &Frame) -> io::Result<()> {
    let json = serde_json::to_vec(frame)?;
    let length = u32::try_from(json.len())
        .ok()
        .filter(|_| json.len() <= FRAME_BYTES);
    let length =
        length.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "frame too large"))?;
    out.write_all(&length.to_le_bytes())?;
    out.write_all(&json)?;
    out.flush()
}

/// Reads one frame; `None` at the end of the pipe.
pub(crate) fn read(from: &mut impl Read) -> io::Result<Option<Frame>> {
    let mut length = [0_u8; 4];
    if let Err(error) = from.read_exact(&mut length) {
        return if error.kind() == io::ErrorKind::UnexpectedEof {
            Ok(None)
        } else {
            Err(error)
        };
    }
    let length = usize::try_from(u32::from_le_bytes(length)).unwrap_or(usize::MAX);
    if length > FRAME_BYTES {
        return Err(io::Error::new(
            io::ErrorKind::InvalidData,
            "frame too large",
        ));
    }
    let mut json = vec![0; length];
    from.read_exact(&mut json)?;
    Ok(Some(serde_json::from_slice(&json)?))
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
                content: Event::Progress { rows: 7 },
            },
        )
        .expect("write");
        let frame = read(&mut pipe.as_slice()).expect("read").expect("a frame");
        assert!(matches!(
            frame,
            Frame::Event {
                content: Event::Progress { rows: 7 }
            }
        ));
        let announced = (u32::try_from(FRAME_BYTES).expect("small") + 1).to_le_bytes();
        assert!(read(&mut announced.as_slice()).is_err());
        assert!(read(&mut [].as_slice()).expect("end").is_none());
    }
}
