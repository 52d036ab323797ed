//! Numbers, dates and periods as cells write them: read or refused, never a panic; what is read says the same again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use yingheng_core::facts::accept::{date, number, period};
use yingheng_core::period::Period;

fuzz_target!(|text: &str| {
    let _ = number(text);
    if let Some(day) = date(text) {
        assert_eq!(date(&day.to_string()), Some(day), "{text:?}");
    }
    let _ = period(
        text,
        Period {
            year: 2025,
            month: 0,
        },
    );
});
