//! The clock through two hours, hidden tabs, bursts, pauses and paces that nobody told.

use super::*;

const FRAME_MS: f64 = 1000.0 / 60.0;
const START_MS: f64 = 1_742_098_702_974.0;

/// A session that sends a frame each `every_ms` of page time, each as new as its moment less what `late` says.
struct Session {
    clock: SessionClock,
    rate: f64,
    every_ms: f64,
    next_ms: f64,
    /// Page time at which source time was [`START_MS`], moved on by pauses of the source.
    zero_ms: f64,
    /// Between two drawn frames.
    frame_ms: f64,
}

impl Session {
    fn new(told_pct: u16, rate: f64, every_ms: f64) -> Self {
        let mut clock = SessionClock::new();
        clock.set_rate_pct(told_pct);
        Self { clock, rate, every_ms, next_ms: 0.0, zero_ms: 0.0, frame_ms: FRAME_MS }
    }

    fn source_ms(&self, page_ms: f64) -> f64 {
        START_MS + (page_ms - self.zero_ms) * self.rate
    }

    fn send(&mut self, page_ms: f64) {
        let source_ms = self.source_ms(page_ms);
        // Up to 30 ms late on the way, another time each time.
        let late_ms = (page_ms * 7.3).rem_euclid(30.0);
        self.clock.arrived(source_ms, page_ms + late_ms);
        self.clock.stream_arrived(Stream::Position, source_ms, page_ms + late_ms);
        self.clock.stream_arrived(Stream::CarData, source_ms - 100.0, page_ms + late_ms);
    }

    /// Sends what is due and draws 60 frames a second from `from_ms` to `to_ms`.
    fn run(&mut self, from_ms: f64, to_ms: f64) -> Vec<(f64, Tick)> {
        let mut ticks = Vec::new();
        let mut now_ms = from_ms;
        while now_ms < to_ms {
            while self.next_ms + 30.0 <= now_ms {
                self.send(self.next_ms);
                self.next_ms += self.every_ms;
            }
            if let Some(tick) = self.clock.advance(now_ms) {
                ticks.push((now_ms, tick));
            }
            now_ms += self.frame_ms;
        }
        ticks
    }

    /// Page ms that the clock is, as last drawn, from where it should be.
    fn off_ms(&mut self) -> f64 {
        let shown = self.clock.playhead.shown().unwrap();
        let wanted = self.source_ms(shown.page_ms) - self.clock.lag_ms();
        (shown.source_ms - wanted) / self.rate
    }
}

/// Greatest change of the clock's pace against the session's, without jumps.
fn worst_pace(ticks: &[(f64, Tick)], rate: f64) -> f64 {
    let pace =
        |pair: &[(f64, Tick)]| (pair[1].1.source_ms - pair[0].1.source_ms) / (pair[1].0 - pair[0].0) / rate;
    ticks.windows(2).map(|pair| (pace(pair) - 1.0).abs()).fold(0.0, f64::max)
}

#[test]
fn it_does_not_run_before_anything_came() {
    let mut clock = SessionClock::new();
    assert_eq!(clock.advance(5.0), None);
    assert_eq!(clock.source_ms(), None);
}

#[test]
fn live_it_runs_evenly_behind_batches_of_a_second() {
    let mut session = Session::new(100, 1.0, 1000.0);
    session.run(0.0, 30_000.0);
    let ticks = session.run(30_000.0, 120_000.0);
    assert!(worst_pace(&ticks, 1.0) < 0.031);
    assert!(ticks.iter().all(|(_, tick)| !tick.jumped));
    let lag_ms = session.clock.lag_ms();
    assert!((1_200.0..1_500.0).contains(&lag_ms), "{lag_ms}");
    assert!(session.off_ms().abs() < 40.0);
}

#[test]
fn with_small_batches_the_lag_is_the_least_one() {
    let mut session = Session::new(100, 1.0, 200.0);
    session.run(0.0, 30_000.0);
    assert!((session.clock.lag_ms() - MIN_LAG_MS).abs() < 1e-9);
    assert!((session.clock.behind_ms() - MIN_LAG_MS).abs() < 100.0);
}

#[test]
fn after_two_hours_it_is_where_it_was_within_a_frame() {
    for (told_pct, rate) in [(100, 1.0), (100, 1.00005), (2000, 20.0), (2000, 19.8)] {
        let mut session = Session::new(told_pct, rate, 200.0);
        session.run(0.0, 60_000.0);
        let before = session.off_ms();
        session.frame_ms = 100.0;
        session.run(60_000.0, 7_190_000.0);
        session.frame_ms = FRAME_MS;
        session.run(7_190_000.0, 7_200_000.0);
        let off = session.off_ms();
        assert!((off - before).abs() < FRAME_MS, "rate {rate}: {before} then {off}");
        assert!(off.abs() < 60.0, "rate {rate}: {off}");
    }
}

#[test]
fn after_five_minutes_in_a_hidden_tab_it_is_on_time_within_a_frame() {
    for (told_pct, rate) in [(100, 1.0), (2000, 20.0)] {
        let mut session = Session::new(told_pct, rate, 200.0);
        session.run(0.0, 60_000.0);
        let before = session.off_ms();
        // Messages come, nothing is drawn.
        while session.next_ms < 360_000.0 {
            session.send(session.next_ms);
            session.next_ms += session.every_ms;
        }
        let tick = session.clock.advance(360_000.0).unwrap();
        let off = session.off_ms();
        assert!((off - before).abs() < FRAME_MS, "rate {rate}: {before} then {off}");
        assert!(!tick.jumped);
    }
}

#[test]
fn messages_that_come_all_at_once_after_a_hidden_tab_move_it_there_at_once() {
    let mut session = Session::new(100, 1.0, 200.0);
    session.run(0.0, 60_000.0);
    session.clock.advance(360_000.0);
    while session.next_ms < 360_000.0 {
        let source_ms = session.source_ms(session.next_ms);
        session.clock.arrived(source_ms, 360_000.0);
        session.next_ms += 200.0;
    }
    assert!(session.clock.advance(360_016.0).unwrap().jumped);
    assert!(session.off_ms().abs() < 250.0);
}

#[test]
fn after_a_sleep_and_a_new_stream_it_is_on_time_at_once() {
    // Of a minute nothing is played; of eight seconds neither, since nobody was looking.
    for asleep_ms in [8_000.0, 60_000.0, 3_600_000.0] {
        let mut session = Session::new(100, 1.0, 200.0);
        session.run(0.0, 30_000.0);
        let woke_ms = 30_000.0 + asleep_ms;
        session.next_ms = woke_ms + 900.0;
        session.run(woke_ms, woke_ms + 1_000.0);
        let tick = session.clock.advance(woke_ms + 1_050.0).unwrap();
        let off = session.off_ms();
        assert!(off.abs() < 300.0, "{off} after {asleep_ms}: {tick:?}");
    }
}

#[test]
fn who_has_stood_for_want_of_data_is_on_time_as_soon_as_some_come() {
    let mut session = Session::new(100, 1.0, 200.0);
    session.run(0.0, 30_000.0);
    session.next_ms = 60_000.0;
    session.run(30_000.0, 60_200.0);
    let off = session.off_ms();
    assert!(off.abs() < 300.0, "{off}");
}

#[test]
fn at_20x_the_lag_is_what_frames_of_200_ms_carry_and_the_pace_is_even() {
    let mut session = Session::new(2000, 20.0, 200.0);
    session.run(0.0, 30_000.0);
    let ticks = session.run(30_000.0, 60_000.0);
    let lag_ms = session.clock.lag_ms();
    assert!((5_000.0..6_500.0).contains(&lag_ms), "{lag_ms}");
    assert!(worst_pace(&ticks, 20.0) < 0.031);
}

#[test]
fn a_pace_that_nobody_told_is_measured() {
    let mut session = Session::new(100, 20.0, 200.0);
    session.run(0.0, 40_000.0);
    assert!((session.clock.rate() / 20.0 - 1.0).abs() < 0.01, "{}", session.clock.rate());
    let off = session.off_ms();
    assert!(off.abs() < 60.0, "{off}");
}

#[test]
fn it_never_goes_back_and_stands_when_nothing_comes() {
    let mut session = Session::new(100, 1.0, 200.0);
    session.run(0.0, 30_000.0);
    let newest = session.clock.edge.newest_ms();
    session.next_ms = 42_000.0;
    let silent = session.run(30_000.0, 42_000.0);
    assert!((silent[silent.len() - 1].1.source_ms - newest - RUN_ON_MS).abs() < 1.0);
    // The source goes on where the time is now: nothing was sent for 12 s.
    let after = session.run(42_000.0, 80_000.0);
    for pair in silent.iter().chain(&after).collect::<Vec<_>>().windows(2) {
        assert!(pair[0].1.source_ms <= pair[1].1.source_ms);
    }
    assert!(session.off_ms().abs() < 60.0);
}

#[test]
fn a_source_that_pauses_and_goes_on_where_it_was_is_waited_for() {
    let mut session = Session::new(100, 1.0, 200.0);
    session.run(0.0, 30_000.0);
    session.next_ms = 60_000.0;
    session.zero_ms = 30_000.0;
    let ticks = session.run(30_000.0, 110_000.0);
    assert!(ticks.windows(2).all(|pair| pair[0].1.source_ms <= pair[1].1.source_ms));
    let off = session.off_ms();
    assert!(off.abs() < 60.0, "{off}");
}

#[test]
fn a_few_seconds_behind_are_caught_up_visibly_many_are_jumped() {
    for (behind_ms, jumps) in [(6_000.0, false), (60_000.0, true)] {
        let mut session = Session::new(100, 1.0, 200.0);
        session.run(0.0, 30_000.0);
        session.zero_ms -= behind_ms;
        let ticks = session.run(30_000.0, 70_000.0);
        assert_eq!(ticks.iter().any(|(_, tick)| tick.jumped), jumps, "{behind_ms}");
        if !jumps {
            assert!((0.5..=1.01).contains(&worst_pace(&ticks, 1.0)));
        }
        assert!(session.off_ms().abs() < 60.0);
    }
}

#[test]
fn the_chunk_so_far_that_a_joining_client_is_sent_does_not_count_as_its_pace() {
    let mut clock = SessionClock::new();
    clock.set_rate_pct(100);
    for i in 0..50 {
        clock.arrived(START_MS + f64::from(i) * 200.0, 1_000.0 + f64::from(i) * 2.0);
        clock.stream_arrived(Stream::Position, START_MS + f64::from(i) * 200.0, 1_000.0 + f64::from(i) * 2.0);
        clock.advance(1_000.0 + f64::from(i) * 2.0);
    }
    let tick = clock.advance(1_110.0).unwrap();
    assert!((tick.source_ms - (START_MS + 9_800.0 - MIN_LAG_MS)).abs() < 50.0);
}

#[test]
fn a_pace_that_rises_is_followed_without_a_jump_and_within_what_has_come() {
    for (pace, told) in [(5.0, false), (30.0, false), (5.0, true), (30.0, true)] {
        let mut session = Session::new(100, 1.0, 200.0);
        session.run(0.0, 30_000.0);
        // From here on the source runs faster.
        session.zero_ms = 30_000.0 - (session.source_ms(30_000.0) - START_MS) / pace;
        session.rate = pace;
        let mut now_ms = 30_000.0_f64;
        while now_ms < 60_000.0 {
            if told && (now_ms - 31_000.0).abs() < 1.0 {
                session.clock.set_rate_pct((pace * 100.0) as u16);
            }
            for (_, tick) in session.run(now_ms, now_ms + 500.0) {
                assert!(!tick.jumped, "{pace} told {told} at {now_ms}");
                let ahead = tick.source_ms - session.clock.edge.newest_ms();
                assert!(ahead <= RUN_ON_MS + 1.0, "{pace} told {told} at {now_ms}: {ahead}");
            }
            now_ms += 500.0;
        }
        let off = session.off_ms();
        assert!(off.abs() < 300.0, "{pace} told {told}: {off}");
    }
}

#[test]
fn a_page_that_is_told_a_pace_of_before_shows_time_that_goes_on() {
    let mut session = Session::new(2000, 1.0, 200.0);
    session.run(0.0, 6_000.0);
    let ticks = session.run(6_000.0, 20_000.0);
    assert!((session.clock.rate() - 1.0).abs() < 0.02, "{}", session.clock.rate());
    let stands = ticks.windows(30).filter(|w| w[29].1.source_ms - w[0].1.source_ms < 100.0).count();
    assert_eq!(stands, 0, "half a second without a move");
    let off = session.off_ms();
    assert!(off.abs() < 100.0, "{off}");
}

#[test]
fn a_burst_after_a_hole_is_no_pace() {
    for every_ms in [200.0, 1000.0] {
        let mut session = Session::new(100, 1.0, every_ms);
        session.run(0.0, 30_000.0);
        // Nothing for 8 s, then all of it at once.
        while session.next_ms < 38_000.0 {
            let source_ms = session.source_ms(session.next_ms);
            session.clock.arrived(source_ms, 38_000.0);
            session.next_ms += every_ms;
        }
        session.run(38_000.0, 50_000.0);
        assert!((session.clock.rate() - 1.0).abs() < 0.02, "{}", session.clock.rate());
    }
}
