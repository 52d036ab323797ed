//! How accepted rows are kept: a run of rows as one compressed block.
//!
//! Layout before compression (zlib): per row `row number`, `number of cells`, then per cell `column`, `flags`, `length of
//! the text in bytes`, the UTF-8 text. Numbers are unsigned LEB128. Flags: 1 = stored result of a formula, 2 = the
//! reader had something to say about it (the issue tells what).

use flate2::{Compression, read::ZlibDecoder, write::ZlibEncoder};
use std::io::{Read, Write};
use yingheng_core::facts::accept::{RawRow, RawValue};

use super::{Kept, StoreError};

/// Rows of one block.
pub(super) const ROWS_PER_CHUNK: usize = 1000;
/// Largest block after decompression; a block that claims more is damage.
const LARGEST_BYTES: u64 = 512 * 1024 * 1024;

const FROM_FORMULA: u64 = 1;
const REMARKED: u64 = 2;

pub(super) fn pack<'a>(rows: impl Iterator<Item = &'a RawRow>) -> Kept<Vec<u8>> {
    let mut plain = Vec::new();
    for row in rows {
        put(&mut plain, u64::from(row.row));
        put(&mut plain, row.values.len() as u64);
        for value in &row.values {
            let flags = u64::from(value.from_formula) * FROM_FORMULA
                + u64::from(value.trouble.is_some()) * REMARKED;
            put(&mut plain, u64::from(value.column));
            put(&mut plain, flags);
            put(&mut plain, value.text.len() as u64);
            plain.extend_from_slice(value.text.as_bytes());
        }
    }
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(&plain)?;
    Ok(encoder.finish()?)
}

pub(super) fn unpack(blob: &[u8]) -> Kept<Vec<RawRow>> {
    let mut rows = Vec::new();
    let mut plain = Vec::new();
    ZlibDecoder::new(blob)
        .take(LARGEST_BYTES + 1)
        .read_to_end(&mut plain)
        .map_err(|_| damaged())?;
    if plain.len() as u64 > LARGEST_BYTES {
        return Err(damaged());
    }
    let mut rest = plain.as_slice();
    while !rest.is_empty() {
        let row = small(take(&mut rest)?)?;
        let cells = take(&mut rest)?;
        // What a damaged block claims is not reserved beyond what it can hold.
        let claimed = usize::try_from(cells).unwrap_or(usize::MAX);
        let mut values = Vec::with_capacity(claimed.min(rest.len()));
        for _ in 0..cells {
            let column = small(take(&mut rest)?)?;
            let flags = take(&mut rest)?;
            let length = usize::try_from(take(&mut rest)?).map_err(|_| damaged())?;
            let (text, behind) = rest.split_at_checked(length).ok_or_else(damaged)?;
            rest = behind;
            let text = std::str::from_utf8(text).map_err(|_| damaged())?.into();
            values.push(RawValue {
                column,
                text,
                from_formula: flags & FROM_FORMULA != 0,
                trouble: None,
            });
        }
        rows.push(RawRow { row, values });
    }
    Ok(rows)
}

fn put(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn take(rest: &mut &[u8]) -> Kept<u64> {
    let mut value = 0_u64;
    for shift in (0..63).step_by(7) {
        let (byte, behind) = rest.split_first().ok_or_else(damaged)?;
        *rest = behind;
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Ok(value);
        }
    }
    Err(damaged())
}

fn small(value: u64) -> Kept<u32> {
    u32::try_from(value).map_err(|_| damaged())
}

fn damaged() -> StoreError {
    StoreError::Damaged {
        detail: "source rows".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_back_and_a_cut_block_is_damage() {
        let value = |column, text: &str, from_formula| RawValue {
            column,
            text: text.into(),
            from_formula,
            trouble: None,
        };
        let rows = vec![
            RawRow {
                row: 2,
                values: vec![value(1, "0012", false), value(300, "1,234.50", true)],
            },
            RawRow {
                row: 70_000,
                values: vec![value(2, "科室", false), value(3, "", false)],
            },
        ];
        let blob = pack(rows.iter()).expect("packed");
        let back = unpack(&blob).expect("unpacked");
        assert_eq!(back, rows);
        for length in 0..blob.len() {
            let cut = unpack(&blob[..length]);
            assert!(!matches!(cut, Ok(cut) if cut == rows), "cut at {length}");
        }
    }
}
