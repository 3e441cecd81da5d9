//! What the pill says of each state of things.

use super::*;

const LIVE: Facts = Facts {
    link: LinkState::Open,
    notice: None,
    silent_s: 0.4,
    behind_s: 1.12,
    positions: Positions::Plausible,
    moment: Moment::Newest,
    all_shown: true,
    recorded: Recorded::No,
    missing: Missing { topics: TopicSet::from_bits(0), token: None },
    simulated: false,
    rate_pct: 100,
    shown: Some((1_742_101_721_000.0, 660)),
    now_ms: 50_000.0,
};

#[test]
fn the_pill_tells_the_truth() {
    let cases = [
        (LIVE, PillState::Live, "Live, 1.1 s behind"),
        (Facts { behind_s: 12.0, ..LIVE }, PillState::Behind, "12 s behind, catching up"),
        (Facts { silent_s: 14.2, ..LIVE }, PillState::Stalled, "Stalled, no data for 14 s"),
        (
            Facts { link: LinkState::Waiting { until_ms: 52_400.0 }, ..LIVE },
            PillState::Reconnecting,
            "Reconnecting, in 3 s",
        ),
        (
            Facts { link: LinkState::Connecting { again: true }, ..LIVE },
            PillState::Reconnecting,
            "Reconnecting, now",
        ),
        (Facts { link: LinkState::Connecting { again: false }, ..LIVE }, PillState::Connecting, "Connecting"),
        (
            Facts { link: LinkState::ByFiles, behind_s: 4.2, silent_s: 9.0, ..LIVE },
            PillState::ByFiles,
            "No stream, by files, 4 s behind",
        ),
        (
            Facts { link: LinkState::ByFiles, behind_s: 84.0, rate_pct: 2000, simulated: true, ..LIVE },
            PillState::ByFiles,
            "No stream, by files, 4 s behind",
        ),
        (
            Facts { link: LinkState::ByFiles, silent_s: 15.1, ..LIVE },
            PillState::Stalled,
            "Stalled, no data for 15 s",
        ),
        (Facts { link: LinkState::Offline, ..LIVE }, PillState::Offline, "Offline, last data 16:08:41"),
        (Facts { simulated: true, ..LIVE }, PillState::Simulated, "Simulated, not a real race"),
        (Facts { simulated: true, rate_pct: 400, ..LIVE }, PillState::Simulated, "Simulated, at 4×"),
        (Facts { rate_pct: 2000, behind_s: 24.0, ..LIVE }, PillState::Replay, "Replay, at 20×"),
        (Facts { notice: Some(Notice::NoRace), ..LIVE }, PillState::NoRace, "No race yet"),
        (
            Facts { notice: Some(Notice::SourceAway), silent_s: 9.0, ..LIVE },
            PillState::SourceAway,
            "Source away, no data for 9 s",
        ),
        (
            Facts {
                notice: Some(Notice::Unreadable([Topic::Weather, Topic::Laps].into_iter().collect())),
                ..LIVE
            },
            PillState::Incomplete,
            "Incomplete, no laps, weather",
        ),
        (Facts { notice: Some(Notice::Ended), ..LIVE }, PillState::Ended, "Ended, last data 16:08:41"),
        (
            Facts { positions: Positions::Never { with_car_data: false }, ..LIVE },
            PillState::Live,
            "Live, 1.1 s behind",
        ),
        (
            Facts { positions: Positions::Never { with_car_data: true }, ..LIVE },
            PillState::PositionsStopped,
            "No positions, board still live",
        ),
        (
            Facts {
                positions: Positions::Never { with_car_data: true },
                missing: Missing { topics: [Topic::Tele].into_iter().collect(), token: None },
                ..LIVE
            },
            PillState::Live,
            "Live, 1.1 s behind",
        ),
        (
            Facts { positions: Positions::Stopped { for_s: 14.3 }, ..LIVE },
            PillState::PositionsStopped,
            "Positions stopped, 14 s ago, board still live",
        ),
        (
            Facts {
                positions: Positions::Stopped { for_s: 14.3 },
                missing: Missing { topics: [Topic::Tele].into_iter().collect(), token: None },
                ..LIVE
            },
            PillState::Live,
            "Live, 1.1 s behind",
        ),
        (
            Facts { positions: Positions::Doubtful { doubt: Doubt::Repeated, cars: 3 }, ..LIVE },
            PillState::PositionsDoubtful,
            "Positions doubtful, repeated",
        ),
        (Facts { silent_s: f64::INFINITY, ..LIVE }, PillState::Connecting, "Connected, waiting for data"),
    ];
    for (facts, state, words) in cases {
        let pill = Pill::new(&facts);
        assert_eq!((pill.state, &*pill.words()), (state, words));
    }
}

#[test]
fn what_the_connection_brings_is_not_told_before_its_time() {
    let delay = Delay::from_tenths(350);
    let delayed = Facts { moment: Moment::Delayed(delay), all_shown: false, behind_s: 36.2, ..LIVE };
    let ended = Some(Notice::Ended);
    let paused = Facts { moment: Moment::Paused, behind_s: 723.4, ..delayed };
    let played = Facts { moment: Moment::Played(PlayRate::Four), ..delayed };
    let cases = [
        (delayed, PillState::Delayed, "35.0 s, behind, as set"),
        (
            Facts { positions: Positions::Doubtful { doubt: Doubt::Leaping, cars: 1 }, ..delayed },
            PillState::PositionsDoubtful,
            "Positions doubtful, leaping",
        ),
        (
            Facts { positions: Positions::Stopped { for_s: 14.3 }, ..delayed },
            PillState::PositionsStopped,
            "Positions stopped, behind, as set",
        ),
        (Facts { notice: ended, silent_s: 9.0, ..delayed }, PillState::Delayed, "35.0 s, behind, as set"),
        (
            Facts { notice: ended, silent_s: 44.0, all_shown: true, ..delayed },
            PillState::Ended,
            "Ended, last data 16:08:41",
        ),
        (Facts { notice: ended, ..paused }, PillState::Paused, "Paused, 12:04 behind live"),
        (played, PillState::Replay, "Replay, at 4×"),
        (Facts { link: LinkState::Offline, ..delayed }, PillState::Offline, "Offline, last data 16:08:41"),
        (
            Facts { recorded: Recorded::Yes, link: LinkState::Connecting { again: false }, ..paused },
            PillState::Paused,
            "Paused",
        ),
        (Facts { moment: Moment::Loading, ..paused }, PillState::Connecting, "Loading, this moment"),
    ];
    for (facts, state, words) in cases {
        let pill = Pill::new(&facts);
        assert_eq!((pill.state, &*pill.words()), (state, words));
    }
}

#[test]
fn nothing_that_is_not_live_says_so() {
    for silent_s in [5.1, 60.0, f64::INFINITY] {
        for simulated in [false, true] {
            let pill = Pill::new(&Facts { silent_s, simulated, ..LIVE });
            assert!(pill.state != PillState::Live && pill.word != "Live" && pill.word != "Simulated");
        }
    }
}
