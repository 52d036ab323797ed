//! UTF-16 without a byte-order mark, told by its shape alone.
//!
//! Chinese text in UTF-16 is mostly words of two bytes; what proves the reading are its line ends and separators, each a
//! zero byte beside an ASCII one. Read with the wrong byte order the same line end is U+0A00, a comma U+2C00, a tab
//! U+0900: letters of scripts no hospital in China writes its books in, so both readings are never believed at once.

/// Bytes looked at; a heading row ends long before.
pub(crate) const LOOKED_AT: u64 = 16 << 10;

/// Byte order of a text without a mark that can be nothing but UTF-16; `Some(true)`: the big end first.
///
/// `head`: the file's first bytes, `whole`: whether they are all of it.
pub(crate) fn order(head: &[u8], whole: bool) -> Option<bool> {
    if !head.contains(&0) || (whole && !head.len().is_multiple_of(2)) {
        return None;
    }
    match (reads(head, whole, false), reads(head, whole, true)) {
        (true, false) => Some(false),
        (false, true) => Some(true),
        _ => None,
    }
}

/// Whether the bytes are a text in this byte order: usual characters only, valid pairs of surrogates, an ended line.
fn reads(head: &[u8], whole: bool, big: bool) -> bool {
    let mut units: Vec<u16> = head
        .chunks_exact(2)
        .map(|pair| match pair {
            [first, second] if big => u16::from_be_bytes([*first, *second]),
            [first, second] => u16::from_le_bytes([*first, *second]),
            _ => 0,
        })
        .collect();
    if !whole && matches!(units.last(), Some(0xd800..=0xdbff)) {
        units.pop();
    }
    let (mut ended, mut ascii) = (false, 0);
    for character in char::decode_utf16(units.iter().copied()) {
        let Ok(character) = character else {
            return false;
        };
        if !usual(character) {
            return false;
        }
        ended |= matches!(character, '\n' | '\r');
        ascii += usize::from(character.is_ascii());
    }
    // What UTF-8 could be as well, but for its zero bytes, is only believed when every other byte mostly is one.
    let foreign = std::str::from_utf8(head).is_err();
    ended && (foreign || ascii * 2 >= units.len())
}

/// Characters of Chinese and Western tables.
fn usual(character: char) -> bool {
    matches!(
        character,
        '\t' | '\n' | '\r' | ' '..='~'
        | '\u{a0}'..='\u{52f}'
        | '\u{2000}'..='\u{27bf}'
        | '\u{3000}'..='\u{303f}'
        | '\u{3200}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe10}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ffef}'
        | '\u{1f000}'..='\u{1faff}'
        | '\u{20000}'..='\u{3ffff}'
    )
}

/// Whether a line holds what appears when half a character was lost on the way: controls, or line ends and separators read
/// across two characters.
pub(crate) fn shifted(line: &str) -> bool {
    line.chars().any(|character| {
        matches!(character, '\u{900}'..='\u{dff}' | '\u{2c00}'..='\u{2c5f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}')
            || character < ' ' && !matches!(character, '\t' | '\n' | '\r')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn both_orders_are_told_by_line_ends_and_separators() {
        for text in [
            "科室,金额\n内科,1.00\n",
            "department,amount\r\n0101,12.5\r\n",
            "科室\t金额\n一科\t最\n",
            // Chinese only: six words, one line end.
            "编制单位某某医院支出\n",
            "𠮷科,开\n",
        ] {
            assert_eq!(
                order(&bytes(text, u16::to_le_bytes), true),
                Some(false),
                "{text}"
            );
            assert_eq!(
                order(&bytes(text, u16::to_be_bytes), true),
                Some(true),
                "{text}"
            );
        }
    }

    #[test]
    fn what_its_shape_does_not_prove_is_not_believed() {
        let gb = encoding_rs::GB18030.encode("科室,金额\n内科,1.00\n").0;
        let nul = |mut bytes: Vec<u8>, at: usize| {
            bytes.insert(at, 0);
            bytes
        };
        for head in [
            "科室,金额\n内科,1.00\n".as_bytes().to_vec(),
            nul(b"department,amount\n0101,12.5\n".to_vec(), 7),
            nul(
                nul(b"department,amount\n0101,12.5\n0102,3\n".to_vec(), 7),
                20,
            ),
            nul("科室,金额\n内科,1.00\n".as_bytes().to_vec(), 8),
            nul(gb.clone().into_owned(), 4),
            nul(gb.into_owned(), 9),
            // No line end: nothing proves the order.
            bytes("科室金额", u16::to_le_bytes),
            // A lone surrogate, and half a character at the end.
            [
                bytes("科室,金额\n", u16::to_le_bytes),
                vec![0x00, 0xd8, 0x41, 0x00],
            ]
            .concat(),
            [bytes("科室,金额\n", u16::to_le_bytes), vec![0x41]].concat(),
            vec![0; 64],
            vec![0, b'\n', 0, 0],
        ] {
            assert_eq!(order(&head, true), None, "{head:?}");
        }
    }

    #[test]
    fn half_a_character_lost_is_seen_at_the_next_separator() {
        for unit in [u16::to_le_bytes, u16::to_be_bytes] {
            let mut lost = bytes("0101,500101,12.5\n0102,500101,3\n", unit);
            lost.remove(9);
            let big = unit(1) == [0, 1];
            let units = lost.chunks_exact(2).map(|pair| match pair {
                [first, second] if big => u16::from_be_bytes([*first, *second]),
                [first, second] => u16::from_le_bytes([*first, *second]),
                _ => 0,
            });
            let text: String = char::decode_utf16(units).filter_map(Result::ok).collect();
            assert!(shifted(&text), "{text:?}");
        }
        assert!(!shifted("科室,一科,\u{e000},한국\t1\r\n"));
    }
}
