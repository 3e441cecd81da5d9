//! What the parts of a qualifying say.

use gridcast_shared::mart::{PartTime, QualifyingPart};
use gridcast_shared::session::SessionKind;
use gridcast_words::charts as said;

use crate::charts::words::figures::{lap_time, listed, number, signed};
use crate::format::enumerated;

/// What the parts of a session are called.
pub fn names(kind: SessionKind) -> [&'static str; 3] {
    match kind {
        SessionKind::SprintQualifying => ["SQ1", "SQ2", "SQ3"],
        SessionKind::Qualifying | SessionKind::Practice | SessionKind::Sprint | SessionKind::Race => {
            ["Q1", "Q2", "Q3"]
        }
    }
}

/// Columns of the table.
pub fn heads(kind: SessionKind) -> [&'static str; 7] {
    let cut = said::parts_to_cut_off();
    let [first, second, third] = names(kind);
    [said::driver(), first, cut, second, cut, third, cut]
}

/// What the marks mean.
pub fn sentence() -> &'static str {
    said::parts()
}

/// "NOR, Q1: 1:12.386, 0.123 behind the best, 0.456 before the cut-off".
pub fn time(code: &str, part: &str, time: &PartTime) -> String {
    let mut words = vec![said::parts_time(code, part, &lap_time(f64::from(time.time)))];
    words.extend(time.lap.map(said::parts_lap));
    if 0 < time.gap {
        words.push(said::parts_behind(&seconds(f64::from(time.gap))));
    }
    words.extend(time.to_cut_off.map(|late| match late {
        0 => said::parts_cut_off().to_owned(),
        late if 0 < late => said::parts_too_slow(&seconds(f64::from(late))),
        early => said::parts_within(&seconds(-f64::from(early))),
    }));
    enumerated(&words)
}

/// `+0.123` for who was too slow.
pub fn to_cut_off(ms: i32) -> String {
    signed(f64::from(ms), 3)
}

/// What was needed to go on.
pub fn summary(kind: SessionKind, parts: &[QualifyingPart]) -> String {
    let names = names(kind);
    let needed: Vec<String> = parts
        .iter()
        .filter_map(|part| {
            let name = names.get(usize::from(part.part).checked_sub(1)?)?;
            Some(said::parts_needed_in(&lap_time(f64::from(part.cut_off?)), name))
        })
        .collect();
    if needed.is_empty() { String::new() } else { said::parts_needed(&listed(&needed)) }
}

fn seconds(ms: f64) -> String {
    number(ms / 1000.0, 3)
}
