//! The chequered flag: when it fell, and who has taken it where.
//!
//! It fell at the first end of the last scheduled lap; else at the leader's lap end beside race control's message;
//! else at the line at which the leader's samples end while others go on.

use super::field::Field;
use super::passages::MARKS;

/// Leader's samples that end within this of a line end with the race, ms.
const ENDS_AT_LINE_MS: i64 = 3_000;

/// They have ended when they stay away this long while others send, ms.
const ENDED_MS: i64 = 10_000;

/// Race control's message and the leader's line lie within this of each other, ms.
const MESSAGE_NEAR_MS: i64 = 30_000;

/// A passage that nobody records may be measured this much too early, ms.
const MEASURED_SLACK_MS: i64 = 300;

/// Lines within which a finish is looked for.
const LINES_BACK: i32 = 3;

/// The chequered flag.
#[derive(Clone, Debug, Default)]
pub(super) struct Finish {
    /// When it fell for the leader.
    flag_ms: Option<i64>,
    /// Whose silence told so.
    silent: Option<usize>,
}

/// What is new of the flag.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Taken {
    /// The flag that had fallen has not: nobody has finished.
    pub(super) is_withdrawn: bool,
    /// Cars that finished, and the timing point of the line at which they did.
    pub(super) by: Vec<(usize, i32)>,
}

impl Finish {
    /// Whether the flag has fallen.
    pub(super) fn has_fallen(&self) -> bool {
        self.flag_ms.is_some()
    }

    /// Looks whether the flag fell by now, and who took it. `message_ms` is the date of race control's message,
    /// `has_records` whether laps are recorded at all.
    pub(super) fn settle(
        &mut self,
        field: &Field,
        leader: Option<usize>,
        message_ms: Option<i64>,
        has_records: bool,
    ) -> Taken {
        let mut taken = Taken::default();
        if !field.is_race() {
            return taken;
        }
        if self
            .silent
            .zip(self.flag_ms)
            .is_some_and(|(car, flag)| flag + ENDS_AT_LINE_MS < field.cars[car].telemetry.seen_ms)
        {
            *self = Self::default();
            taken.is_withdrawn = true;
        }
        if self.flag_ms.is_none() {
            self.flag_ms = by_laps(field).or_else(|| by_message(field, leader?, message_ms?));
            if self.flag_ms.is_none() && has_records {
                self.flag_ms = leader.and_then(|leader| by_silence(field, leader));
                self.silent = self.flag_ms.and(leader);
            }
        }
        if let Some(flag_ms) = self.flag_ms {
            let still_in = (0..field.cars.len()).filter(|&i| {
                !field.rows[i].status.is_out() && (taken.is_withdrawn || field.cars[i].finish.is_none())
            });
            taken.by =
                still_in.filter_map(|i| Some((i, line_after(field, i, flag_ms, has_records)?))).collect();
        }
        taken
    }
}

fn by_laps(field: &Field) -> Option<i64> {
    let last = i32::from(field.session.scheduled_laps) * MARKS;
    let ended = field.cars.iter().filter_map(|car| car.progress.passages.at(last));
    if last == 0 { None } else { ended.min() }
}

fn by_message(field: &Field, leader: usize, message_ms: i64) -> Option<i64> {
    let end = newest_line(field, leader).map(|(_, end)| end);
    let near = end.filter(|end| (end - message_ms).abs() <= MESSAGE_NEAR_MS);
    near.or((MESSAGE_NEAR_MS < field.now_ms - message_ms).then_some(message_ms))
}

fn by_silence(field: &Field, leader: usize) -> Option<i64> {
    let (mark, end) = newest_line(field, leader)?;
    let seen = field.cars[leader].telemetry.seen_ms;
    let has_ended = ENDED_MS < field.now_ms - seen && (seen - end).abs() <= ENDS_AT_LINE_MS;
    (has_ended && field.cars[leader].ends.of(mark / MARKS).is_some()).then_some(end)
}

/// The line that a car passed last, and when.
fn newest_line(field: &Field, car: usize) -> Option<(i32, i64)> {
    let passages = &field.cars[car].progress.passages;
    let mark = passages.newest()?.div_euclid(MARKS) * MARKS;
    (MARKS <= mark).then_some((mark, passages.at(mark)?))
}

/// A car finishes where it first passes the line once the flag is out; what it drives then is no race.
fn line_after(field: &Field, car: usize, flag_ms: i64, has_records: bool) -> Option<i32> {
    let car = &field.cars[car];
    let newest = car.progress.passages.newest()? / MARKS;
    let slack = if has_records { 0 } else { MEASURED_SLACK_MS };
    let is_recorded = |lap: i32| !has_records || car.ends.of(lap).is_some_and(|end| end.end_ms.is_some());
    let is_after = |lap: i32| car.progress.passages.at(lap * MARKS).is_some_and(|end| flag_ms - slack <= end);
    let first = (newest - LINES_BACK).max(1);
    (first..=newest).find(|&lap| is_recorded(lap) && is_after(lap)).map(|lap| lap * MARKS)
}
