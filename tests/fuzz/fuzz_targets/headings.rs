//! Heading rows: recognised or not, never a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| yingheng_io::workbook_in::fuzzed::headings(text));
