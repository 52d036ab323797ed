//! What the project says, as one number of 256 bits that every act moves along: the sum of the hashes of all rows.
//!
//! A sum needs no order and moves with the rows an act touched, however large the project is; equal content gives an
//! equal sum, whatever way led there. On opening it is made anew of all rows and compared with the log's last entry, so
//! that a changed byte is never read as another figure.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::tables::{KINDS, Kind};
use super::{Kept, StoreError};

/// Sum of row hashes modulo 2^256, little-endian.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct State([u8; 32]);

impl State {
    /// Hex digits.
    pub fn text(self) -> String {
        hex(&self.0)
    }
    /// From hex digits; anything else is damage.
    pub fn read(text: &str) -> Kept<Self> {
        let damaged = || StoreError::Damaged {
            detail: "state".to_owned(),
        };
        let mut bytes = [0_u8; 32];
        if text.len() != 64 || !text.is_ascii() {
            return Err(damaged());
        }
        for (byte, digits) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
            let digits = std::str::from_utf8(digits).map_err(|_| damaged())?;
            *byte = u8::from_str_radix(digits, 16).map_err(|_| damaged())?;
        }
        Ok(Self(bytes))
    }
    fn plus(&mut self, other: [u8; 32]) {
        let mut carry = 0_u16;
        for (byte, more) in self.0.iter_mut().zip(other) {
            let sum = u16::from(*byte) + u16::from(more) + carry;
            *byte = (sum & 0xff) as u8;
            carry = sum >> 8;
        }
    }
    fn minus(&mut self, other: [u8; 32]) {
        // The two's complement: all bits turned, and one.
        let mut one = [0_u8; 32];
        one[0] = 1;
        self.plus(other.map(|byte| !byte));
        self.plus(one);
    }
    /// Moves along an act: the rows it found go, the rows it left come.
    pub fn moved(mut self, connection: &Connection, act: i64) -> Kept<Self> {
        for kind in &KINDS {
            let found = format!(
                "SELECT cells, content FROM change WHERE act = ?1 AND source = '{}' AND cells IS NOT NULL",
                kind.name
            );
            let mut statement = connection.prepare(&found)?;
            let mut images = statement.query([act])?;
            while let Some(image) = images.next()? {
                self.minus(of_image(kind, image)?);
            }
            let left = format!(
                "SELECT live.* FROM change JOIN {name} AS live ON {key} WHERE change.act = ?1 AND change.source = '{name}'",
                name = kind.name,
                key = by_key(kind)
            );
            let mut statement = connection.prepare(&left)?;
            let mut rows = statement.query([act])?;
            while let Some(row) = rows.next()? {
                self.plus(of_row(kind, row)?);
            }
        }
        Ok(self)
    }
    /// Of everything the file holds.
    pub fn of(connection: &Connection) -> Kept<Self> {
        let mut state = Self::default();
        for kind in &KINDS {
            let mut statement = connection.prepare(&format!("SELECT * FROM {}", kind.name))?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                state.plus(of_row(kind, row)?);
            }
        }
        Ok(state)
    }
}

/// Condition that finds the live row of a change by its key.
fn by_key(kind: &Kind) -> String {
    let parts: Vec<String> = kind
        .key
        .iter()
        .enumerate()
        .map(|(at, column)| format!("live.{column} = json_extract(change.key, '$[{at}]')"))
        .collect();
    parts.join(" AND ")
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn text(hash: &mut Sha256, bytes: &[u8]) {
    hash.update([b't']);
    hash.update((bytes.len() as u64).to_be_bytes());
    hash.update(bytes);
}

fn strange() -> StoreError {
    StoreError::Damaged {
        detail: "cell".to_owned(),
    }
}

fn begin(kind: &Kind) -> Sha256 {
    let mut hash = Sha256::new();
    text(&mut hash, kind.name.as_bytes());
    hash
}

fn of_row(kind: &Kind, row: &Row) -> Kept<[u8; 32]> {
    let mut hash = begin(kind);
    for column in kind.cells.iter().copied().chain(kind.content) {
        match row.get_ref(column)? {
            ValueRef::Null => hash.update([b'n']),
            ValueRef::Integer(value) => {
                hash.update([b'i']);
                hash.update(value.to_be_bytes());
            }
            ValueRef::Text(bytes) | ValueRef::Blob(bytes) => text(&mut hash, bytes),
            ValueRef::Real(_) => return Err(strange()),
        }
    }
    Ok(hash.finalize().into())
}

fn of_image(kind: &Kind, image: &Row) -> Kept<[u8; 32]> {
    let mut hash = begin(kind);
    for cell in cells(&image.get::<_, String>(0)?)? {
        match cell {
            Value::Null => hash.update([b'n']),
            Value::Number(number) => {
                hash.update([b'i']);
                hash.update(number.as_i64().ok_or_else(strange)?.to_be_bytes());
            }
            Value::String(value) => text(&mut hash, value.as_bytes()),
            _ => return Err(strange()),
        }
    }
    if kind.content.is_some() {
        match image.get_ref(1)? {
            ValueRef::Blob(bytes) => text(&mut hash, bytes),
            _ => return Err(strange()),
        }
    }
    Ok(hash.finalize().into())
}

/// The cells of a kept row.
pub(super) fn cells(array: &str) -> Kept<Vec<Value>> {
    Ok(serde_json::from_str(array)?)
}
