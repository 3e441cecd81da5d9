//! Runs told apart, from made-up records.

use std::fmt::Write as _;

use gridcast_shared::ids::DriverCode;
use gridcast_shared::topics::{LapRecord, RaceControlRecord, TeleRecord, TimingRecord};

use super::*;

mod laps;

const START: i64 = 1_742_097_600_000;
const DAY: i64 = 86_400_000;
/// The machine's clock, long after.
const NOW: i64 = START + 400 * DAY;

fn code(driver: &str) -> DriverCode {
    DriverCode::parse(driver).unwrap()
}

/// A sample of a car, published as it is dated.
fn car(driver: &str, date: i64) -> Arrived {
    Arrived { at_ms: date, record: Record::Tele(TeleRecord::new(date, code(driver))) }
}

fn tele(date: i64) -> Arrived {
    car("VER", date)
}

fn timing(date: i64) -> Arrived {
    Arrived { at_ms: date, record: Record::Timing(Box::new(TimingRecord::new(code("VER"), date))) }
}

fn facts(id: &str, start: i64) -> Arrived {
    let mut record = SessionRecord::new(SessionId::parse(id).unwrap());
    record.start_date = Some(start);
    Arrived { at_ms: start, record: Record::Session(Box::new(record)) }
}

fn message(session: &str, date: i64) -> Arrived {
    let record = RaceControlRecord::new(SessionId::parse(session).unwrap(), date);
    Arrived { at_ms: date, record: Record::RaceControl(Box::new(record)) }
}

fn lap(end_ms: Option<i64>) -> Arrived {
    let mut record = LapRecord::new(code("VER"), 3.0);
    (record.lap_start_date, record.lap_time) = (end_ms.map(|end| end - 80_000), Some(80_000));
    Arrived { at_ms: end_ms.unwrap_or(START), record: Record::Lap(Box::new(record)) }
}

/// So many seconds of two cars, from a date on, a sample a second each.
fn drive(from: i64, seconds: i64) -> Vec<Arrived> {
    (0..seconds).flat_map(|i| [tele(from + i * 1000), car("NOR", from + i * 1000)]).collect()
}

struct Rig {
    runs: Runs,
    now_ms: i64,
}

impl Rig {
    fn following() -> Self {
        let mut runs = Runs::new();
        runs.follow();
        Self { runs, now_ms: NOW }
    }

    /// What a run is called now.
    fn name(&self, key: u32) -> String {
        self.runs.name(RunKey(key)).unwrap().0.to_string()
    }

    /// A word a record and run: `T0` taken by the first run, `K` kept, `R` refused, `L0` released, `B1` begun,
    /// `F0` facts; repeated ones once.
    fn fates(&mut self, arrived: impl IntoIterator<Item = Arrived>) -> String {
        let mut words: Vec<String> = Vec::new();
        for arrived in arrived {
            let fate = self.runs.judge(arrived, NOW, self.now_ms);
            words.push(word(&fate));
            while let Some(fate) = self.runs.overdue(self.now_ms) {
                words.push(word(&fate));
            }
        }
        words.dedup();
        words.join(" ")
    }

    fn pass(&mut self, ms: i64) -> String {
        self.now_ms += ms;
        self.runs.overdue(self.now_ms).map_or_else(String::new, |fate| word(&fate))
    }
}

fn word(fate: &Fate) -> String {
    let mut text = String::new();
    match fate {
        Fate::Take(key, _) => write!(text, "T{}", key.0),
        Fate::Facts(keys, _) => write!(text, "F{}", keys.iter().map(|k| k.0.to_string()).collect::<String>()),
        Fate::Kept => write!(text, "K"),
        Fate::Refused(reject) => write!(text, "R({})", reject.label()),
        Fate::Release(key, _) => write!(text, "L{}", key.0),
        Fate::Begin(begun) => write!(text, "B{}", begun.key.0),
    }
    .unwrap();
    text
}

#[test]
fn the_first_record_begins_a_run_and_timing_does_as_well() {
    assert_eq!(Rig::following().fates([tele(START), tele(START + 130)]), "B0 T0");
    assert_eq!(Rig::following().fates([timing(START), timing(START + 130)]), "B0 T0");
}

#[test]
fn a_session_record_alone_begins_nothing() {
    let mut rig = Rig::following();
    rig.fates([facts("a", START)]);
    rig.fates(drive(START, 10));
    // A correction of last week's, a schedule, and the producer that restarts.
    let records = [facts("old", START - 7 * DAY), facts("next", START + DAY), facts("a", START)];
    assert_eq!(rig.fates(records), "K F0");
    assert_eq!(rig.fates(drive(START + 10_000, 10)), "T0");
    assert_eq!(rig.fates(drive(START + DAY, 10)), "K B1 T1");
    assert_eq!(rig.name(1), "next");
}

#[test]
fn a_late_partition_begins_nothing_and_is_not_lost() {
    let mut rig = Rig::following();
    rig.fates(drive(START, 10));
    // One car's partition stands still for two minutes of the race, then gives what it has.
    assert_eq!(rig.fates((10..130).map(|i| tele(START + i * 1000))), "T0");
    assert_eq!(rig.fates((10..130).map(|i| car("NOR", START + i * 1000))), "T0");
    // So does the whole of another topic.
    assert_eq!(rig.fates((0..130).map(|i| timing(START + i * 1000))), "T0");
}

#[test]
fn a_race_given_car_by_car_is_one_run() {
    let mut rig = Rig::following();
    for driver in ["VER", "NOR", "PIA"] {
        let whole = (0..7200).map(|i| car(driver, START + i * 1000));
        assert!(matches!(rig.fates(whole).as_str(), "B0 T0" | "T0"));
    }
}

#[test]
fn the_same_replay_again_is_a_new_run_with_a_name_of_its_own() {
    let mut rig = Rig::following();
    rig.fates([facts("a", START)]);
    rig.fates(drive(START, 100));
    assert_eq!(rig.name(0), "a");
    assert_eq!(rig.fates(drive(START, 10)), "K B1 T1");
    assert_eq!(rig.name(1), "a", "the second run is of the same session; the recorder gives it another name");
}

#[test]
fn two_runs_at_once_are_kept_apart() {
    let mut rig = Rig::following();
    rig.fates(drive(START, 1000));
    rig.fates(drive(START, 10));
    let both = (0..20).flat_map(|i| [tele(START + 1_000_000 + i * 100), tele(START + 10_000 + i * 100)]);
    assert_eq!(rig.fates(both), ["T0 T1"; 20].join(" "));
}

#[test]
fn a_jump_of_more_than_an_hour_is_a_new_run_and_a_shorter_one_a_gap() {
    let mut rig = Rig::following();
    rig.fates(drive(START, 10));
    // A broker that stood still for three minutes, and a publisher that lost them.
    assert_eq!(rig.fates(drive(START + 190_000, 10)), "K L0 T0");
    let next = START + 200_000 + JUMP_MS + 10_000;
    assert_eq!(rig.fates(drive(next, 10)), "K B1 T1");
}

#[test]
fn after_a_long_gap_the_next_sessions_record_is_waited_for() {
    let next = START + 1_800_000;
    let mut rig = Rig::following();
    rig.fates([facts("a", START)]);
    rig.fates(drive(START, 10));
    assert_eq!(rig.fates(drive(next, 10)), "K");
    assert_eq!(rig.fates([facts("b", next)]), "K B1", "they are its own");
    assert_eq!(rig.fates(drive(next + 10_000, 5)), "T1");
    assert_eq!(rig.fates([tele(START + 10_000)]), "T0", "the former goes on");

    let mut rig = Rig::following();
    rig.fates([facts("a", START)]);
    rig.fates(drive(START, 10));
    rig.fates(drive(next, 10));
    assert_eq!(rig.pass(RECORD_WAIT_MS - 1), "");
    assert_eq!(rig.pass(1), "L0", "none has come: it was a gap");
}

#[test]
fn a_session_that_begins_as_the_one_before_ends_is_its_own() {
    let next = START + 30_000;
    let mut rig = Rig::following();
    rig.fates([facts("a", START)]);
    rig.fates(drive(START, 10));
    assert_eq!(rig.fates([facts("b", next)]), "K");
    assert_eq!(rig.fates(drive(next, 10)), "K B1 T1");
    // One that goes on when another should have begun is no other.
    let mut rig = Rig::following();
    rig.fates([facts("a", START), facts("b", START + 10_500)]);
    assert_eq!(rig.fates(drive(START, 20)), "B0 T0");
}

#[test]
fn a_record_without_a_start_names_a_run_only_as_that_begins() {
    let record = |at_ms| Arrived {
        at_ms,
        record: Record::Session(Box::new(SessionRecord::new(SessionId::parse("a").unwrap()))),
    };
    let mut rig = Rig::following();
    rig.fates(drive(START, 5));
    assert_eq!(rig.fates([record(START + 5_000)]), "F0");
    let mut rig = Rig::following();
    rig.fates(drive(START, 60));
    rig.now_ms += 60_000;
    assert_eq!(rig.fates([record(START + 60_000)]), "K", "it may be last week's");
    assert_eq!(rig.name(0), SessionId::from_start(START).as_str());
}

#[test]
fn samples_before_their_own_record_are_not_of_the_session_before() {
    let next = START + 4 * 3_600_000;
    let mut rig = Rig::following();
    rig.fates([facts("a", START)]);
    rig.fates(drive(START, 10));
    assert_eq!(rig.fates(drive(next, 10)), "K B1 T1");
    assert!(!rig.runs.is_named(RunKey(1)), "a ended hours ago");
    assert_eq!(rig.fates([facts("b", next)]), "F1");
    assert_eq!(rig.name(1), "b");
}

#[test]
fn a_run_is_called_by_its_first_date_until_its_record_comes() {
    let mut rig = Rig::following();
    rig.fates(drive(START, 10));
    assert_eq!(rig.name(0), SessionId::from_start(START).as_str());
    assert_eq!(rig.fates([facts("a", START)]), "F0");
    assert_eq!(rig.name(0), "a");
    assert_eq!(rig.fates([message("a", START + 10_000)]), "T0");
}

#[test]
fn one_date_far_ahead_is_a_stray_and_what_goes_on_from_it_a_gap() {
    let mut rig = Rig::following();
    rig.fates(drive(START, 10));
    // A minute ahead, less ten seconds; all others go on as they were.
    let stray = Arrived { at_ms: START + 9_000, ..car("NOR", START + 59_000) };
    assert_eq!(rig.fates([stray]), "K");
    assert_eq!(rig.fates(drive(START + 10_000, 60)), "T0", "also where the stray was dated");
    // What the publisher's clock has gone on by is no stray, at any pace.
    assert_eq!(rig.fates([tele(START + 125_000)]), "T0");
    let mut rig = Rig::following();
    let fast = |i: i64| Arrived { at_ms: START + i * 50, ..tele(START + i * 1000) };
    rig.fates((0..100).map(fast));
    assert_eq!(rig.fates([fast(145)]), "T0", "a hole of two seconds, told at twenty times the pace");
    // Published at once, five that go on end a gap.
    let late = |i: i64| Arrived { at_ms: START + 145 * 50, ..tele(START + 180_000 + i * 1000) };
    assert_eq!(rig.fates((0..6).map(late)), "K L0 T0");
}

#[test]
fn wrong_dates_begin_nothing_however_many() {
    let mut rig = Rig::following();
    rig.fates(drive(START, 10));
    for i in 10..60 {
        let at_ms = START + i * 1000;
        let stray = Arrived { at_ms, ..tele(1000) };
        assert_eq!(rig.fates([stray, tele(at_ms)]), "K T0");
        rig.now_ms += 1000;
    }
    rig.now_ms += 20_000;
    rig.fates([tele(2 * DAY)]);
    assert_eq!(rig.runs.drain_refused(), 50);
}

#[test]
fn strays_take_nothing_from_samples_that_wait_for_their_record() {
    let next = START + 1_800_000;
    let mut rig = Rig::following();
    rig.fates([facts("a", START)]);
    rig.fates(drive(START, 10));
    assert_eq!(rig.fates(drive(next, 10)), "K");
    for day in 1..20 {
        assert_eq!(rig.fates([Arrived { at_ms: next, ..tele(START - day * DAY) }]), "K");
    }
    assert_eq!(rig.fates([facts("b", next)]), "K B1");
}

#[test]
fn a_date_ahead_of_the_clock_is_not_believed() {
    let mut rig = Rig::following();
    rig.fates(drive(NOW - 10_000, 10));
    let ahead = |i: i64| Arrived { at_ms: NOW, ..tele(NOW + FUTURE_MS + 1 + i) };
    assert_eq!(rig.fates((0..20).map(ahead)), "R(from_the_future)");
    assert_eq!(rig.fates([tele(NOW)]), "T0");
    let ahead = Arrived { at_ms: NOW, ..lap(Some(NOW + FUTURE_MS + 1)) };
    assert_eq!(rig.fates([ahead, lap(Some(NOW))]), "R(from_the_future) T0");
}

#[test]
fn a_simulated_session_may_be_ahead_of_the_clock() {
    let mut simulated = SessionRecord::new(SessionId::parse("sim").unwrap());
    (simulated.start_date, simulated.simulated) = (Some(NOW), true);
    let mut rig = Rig::following();
    rig.fates([Arrived { at_ms: NOW, record: Record::Session(Box::new(simulated)) }]);
    let fast = (0..600).map(|i| Arrived { at_ms: NOW, ..tele(NOW + i * 1000) });
    assert_eq!(rig.fates(fast), "B0 T0");
}

#[test]
fn of_many_runs_the_one_that_was_silent_for_longest_is_dropped_but_never_the_one_shown() {
    let mut rig = Rig::following();
    let mut begun = Vec::new();
    for i in 0..6 {
        for arrived in drive(START + i * DAY, 10) {
            if let Fate::Begin(Begun { key, dropped, .. }) = rig.runs.judge(arrived, NOW, rig.now_ms) {
                begun.push((key.0, dropped.map(|key| key.0)));
            }
        }
        rig.now_ms += 1;
        if i == 0 {
            rig.runs.choose(rig.now_ms);
        }
    }
    assert_eq!(begun, [(0, None), (1, None), (2, None), (3, None), (4, Some(1)), (5, Some(2))]);
}

#[test]
fn messages_wait_for_their_session() {
    let mut rig = Rig::following();
    assert_eq!(rig.fates([facts("a", START), message("a", START - 60_000)]), "K");
    let Fate::Begin(begun) = rig.runs.judge(tele(START), NOW, NOW) else { panic!("it begins") };
    assert_eq!(begun.records, [message("a", START - 60_000), tele(START)]);
    assert_eq!(rig.fates([message("a", START), message("other", START)]), "T0 K");
    let many = (0..MOST_EARLY as i64).map(|i| message("other", START + i));
    assert_eq!(rig.fates(many), "K R(of_another_session)");
}

#[test]
fn of_the_sessions_of_a_weekend_a_run_takes_the_last_that_has_begun() {
    let mut rig = Rig::following();
    let schedule = [facts("race", START + DAY), facts("fp1", START), facts("fp2", START + 3 * 3_600_000)];
    rig.fates(schedule);
    rig.fates(drive(START + 3 * 3_600_000, 5));
    assert_eq!(rig.name(0), "fp2");
}
