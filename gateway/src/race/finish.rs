//! The chequered flag: when it fell, and who has taken it where.
//!
//! It fell at the first end of the last scheduled lap; else at the leader's lap end beside race control's message;
//! else at the line at which the leader's samples end while the others' go on. Cars may be told of in any order: who
//! passed the line first has won, however late that comes.

use gridcast_shared::race::EventKind;

use super::event::Event;
use super::field::Field;
use super::passages::MARKS;

/// Leader's samples that end within this of a line end with the race, ms.
const ENDS_AT_LINE_MS: i64 = 3_000;

/// They have ended when they stay away this long while others send, ms.
const ENDED_MS: i64 = 10_000;

/// The same while the timing tells of that car: it would say before long that it drives on, ms.
const ENDED_TIMED_MS: i64 = 60_000;

/// Race control's message and the leader's line lie within this of each other, ms.
const MESSAGE_NEAR_MS: i64 = 30_000;

/// A passage that nobody records may be measured this much too early, ms.
const MEASURED_SLACK_MS: i64 = 300;

/// The record of a line is waited for this long; then the line as measured is taken for it, ms.
const RECORD_WAIT_MS: i64 = 15_000;

/// A finish is told this long after the line, ms: a car told of late may have been ahead.
const TOLD_AFTER_MS: i64 = 5_000;

/// Lines within which a finish is looked for.
const LINES_BACK: i32 = 3;

/// The chequered flag.
#[derive(Clone, Debug, Default)]
pub(super) struct Finish {
    /// When it fell for the leader.
    flag_ms: Option<i64>,
    /// Whose silence told so, and at the end of which lap.
    silent: Option<(usize, i32)>,
    /// Cars whose finish has yet to be told, and when they passed the line.
    untold: Vec<(usize, i64)>,
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
        if self.silent.is_some_and(|(car, lap)| drives_on(field, car, lap)) {
            *self = Self::default();
            taken.is_withdrawn = true;
        }
        if let Some(first_ms) = by_laps(field) {
            self.flag_ms = Some(self.flag_ms.map_or(first_ms, |flag| flag.min(first_ms)));
        }
        if self.flag_ms.is_none() {
            self.flag_ms = message_ms.and_then(|message| by_message(field, leader?, message));
        }
        if self.flag_ms.is_none()
            && has_records
            && let Some((lap, end_ms)) = leader.and_then(|leader| by_silence(field, leader))
        {
            self.flag_ms = Some(end_ms);
            self.silent = leader.map(|leader| (leader, lap));
        }
        if let Some(flag_ms) = self.flag_ms {
            let still_in = (0..field.cars.len()).filter(|&i| {
                !field.rows[i].status.is_out() && (taken.is_withdrawn || field.cars[i].finish.is_none())
            });
            let lines = still_in.filter_map(|i| Some((i, line_after(field, i, flag_ms, has_records)?)));
            taken.by = lines.collect();
            let passed =
                |&(car, mark): &(usize, i32)| Some((car, field.cars[car].progress.passages.at(mark)?));
            self.untold.extend(taken.by.iter().filter_map(passed));
        }
        taken
    }

    /// Finishes to be told by now, by place on the board: some time after the line, or once nobody is left.
    pub(super) fn due(&mut self, field: &Field) -> Vec<Event> {
        let is_over = !self.untold.is_empty() && field.still_in().is_empty();
        let is_due = |line_ms: i64| is_over || TOLD_AFTER_MS <= field.now_ms - line_ms;
        let mut due: Vec<usize> =
            self.untold.iter().filter(|(_, line)| is_due(*line)).map(|(car, _)| *car).collect();
        self.untold.retain(|(_, line)| !is_due(*line));
        due.retain(|&car| field.cars[car].finish.is_some());
        due.sort_by_key(|&car| field.rows[car].position);
        due.into_iter()
            .map(|car| Event::of(EventKind::Finish, car).with(field.rows[car].position.into()))
            .collect()
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

/// The lap at whose end the leader's samples end while another's go on, and when. That nobody sends is no news.
fn by_silence(field: &Field, leader: usize) -> Option<(i32, i64)> {
    let (mark, end) = newest_line(field, leader)?;
    let lap = mark / MARKS;
    let seen = field.cars[leader].telemetry.seen_ms;
    let is_timed = field.cars[leader].timed_ms.is_some_and(|timed| field.now_ms - timed < ENDED_TIMED_MS);
    let ended_ms = if is_timed { ENDED_TIMED_MS } else { ENDED_MS };
    let others_send = field.cars.iter().any(|car| ended_ms < car.telemetry.seen_ms - seen);
    let is_at_line = (seen - end).abs() <= ENDS_AT_LINE_MS && field.cars[leader].ends.of(lap).is_some();
    (others_send && is_at_line && !drives_on(field, leader, lap)).then_some((lap, end))
}

/// Whether anything tells that a car drives on after the end of a lap.
fn drives_on(field: &Field, car: usize, lap: i32) -> bool {
    let car = &field.cars[car];
    let Some(end) = car.progress.passages.at(lap * MARKS) else { return true };
    let by_timing = car.told.laps.is_some_and(|laps| lap < i32::from(laps));
    let after = |date: i64| end + ENDS_AT_LINE_MS < date;
    lap < car.newest_lap() || by_timing || after(car.telemetry.seen_ms) || car.driven_ms.is_some_and(after)
}

/// The line that a car passed last, and when.
fn newest_line(field: &Field, car: usize) -> Option<(i32, i64)> {
    let passages = &field.cars[car].progress.passages;
    let mark = passages.newest()?.div_euclid(MARKS) * MARKS;
    (MARKS <= mark).then_some((mark, passages.at(mark)?))
}

/// A car finishes at the end of the last scheduled lap, else where it first passes the line once the flag is out;
/// what it drives then is no race.
fn line_after(field: &Field, car: usize, flag_ms: i64, has_records: bool) -> Option<i32> {
    let car = &field.cars[car];
    let newest = car.progress.passages.newest()? / MARKS;
    let scheduled = i32::from(field.session.scheduled_laps);
    let slack = if has_records { 0 } else { MEASURED_SLACK_MS };
    let is_known = |lap: i32, end: i64| {
        let is_recorded = car.ends.of(lap).is_some_and(|end| end.end_ms.is_some());
        !has_records || is_recorded || RECORD_WAIT_MS < field.now_ms - end
    };
    let is_finish = |lap: i32| {
        let end = car.progress.passages.at(lap * MARKS);
        end.is_some_and(|end| is_known(lap, end) && (lap == scheduled || flag_ms - slack <= end))
    };
    let first = (newest - LINES_BACK).max(1);
    (first..=newest).find(|&lap| is_finish(lap)).map(|lap| lap * MARKS)
}
