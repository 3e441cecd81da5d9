//! What the connection pill says. It tells the truth: its state, word and figure come from what has arrived.

use gridcast_shared::race::Missing;
use gridcast_shared::topics::{Topic, TopicSet};
use gridcast_shared::wire::Notice;
use gridcast_words::live;
use gridcast_words::number::number;

use crate::clock::{Delay, PlayRate};
use crate::format;
use crate::link::LinkState;
use crate::plausibility::{Doubt, Positions};
use crate::words::{time, with_detail};

/// Silence beyond which the stream has stalled, seconds; frames come five times a second, batches of the feed
/// about once.
const STALLED_S: f64 = 5.0;

/// The same where chunk files stand in for the stream, seconds; they are asked for each two and a half.
const STALLED_BY_FILES_S: f64 = 15.0;

/// Behind by more than this is catching up, seconds; the usual lag is 1 to 2.
const BEHIND_S: f64 = 6.0;

/// Which moment is shown, as the viewer wished it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Moment {
    /// The newest that there is.
    #[default]
    Newest,
    /// As much later as the viewer's television is.
    Delayed(Delay),
    /// One that stands.
    Paused,
    /// One after the other, at a rate, from an earlier one on.
    Played(PlayRate),
    /// One that is not here yet.
    Loading,
}

/// Whether a recording is shown, of which nothing arrives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Recorded {
    /// What arrives is shown.
    #[default]
    No,
    /// A recording is.
    Yes,
    /// There is no recording of this name.
    Missing,
}

/// What is known about the connection.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Facts {
    /// The socket.
    pub link: LinkState,
    /// The gateway's newest word, if it has said one since the last frame.
    pub notice: Option<Notice>,
    /// Seconds since anything new came; infinite before.
    pub silent_s: f64,
    /// How far the picture is behind, seconds of source time.
    pub behind_s: f64,
    /// What is to be said of the positions.
    pub positions: Positions,
    /// Which moment is shown.
    pub moment: Moment,
    /// Whether all that has come has been shown: before that, what the connection brings is not told.
    pub all_shown: bool,
    /// Whether it is a recording.
    pub recorded: Recorded,
    /// What the source says that it does not give.
    pub missing: Missing,
    /// Whether the race is made up.
    pub simulated: bool,
    /// Pace of the session's clock, percent.
    pub rate_pct: u16,
    /// Source time shown, UTC ms, and what the track is ahead of UTC, minutes.
    pub shown: Option<(f64, i16)>,
    /// The page's clock, ms.
    pub now_ms: f64,
}

/// The pill.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pill {
    /// What it stands for; its sign says the same as its colour.
    pub state: PillState,
    /// Its word, strong.
    pub word: String,
    /// What stands after it.
    pub detail: String,
}

/// What the pill stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PillState {
    /// The socket is being opened for the first time, or nothing has come through it yet.
    #[default]
    Connecting,
    /// All is well.
    Live,
    /// The stream does not come; chunk files do, a little later.
    ByFiles,
    /// All is well, and the race is made up.
    Simulated,
    /// All is well, and the session's clock runs faster or slower than the world's.
    Replay,
    /// As late as the viewer wished.
    Delayed,
    /// The moment shown stands.
    Paused,
    /// The picture is late and hurries.
    Behind,
    /// Positions have stopped; the rest goes on.
    PositionsStopped,
    /// Positions come that cannot be right; the rest goes on.
    PositionsDoubtful,
    /// Connected, and nothing comes.
    Stalled,
    /// There is no race yet.
    NoRace,
    /// The gateway cannot reach its source.
    SourceAway,
    /// Some of the source's topics cannot be read.
    Incomplete,
    /// The recording is at its end.
    Ended,
    /// Lost, and to be opened again.
    Reconnecting,
    /// The browser has no network.
    Offline,
}

impl PillState {
    /// The state's name in the page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Connecting => "connecting",
            Self::Live => "live",
            Self::ByFiles => "by-files",
            Self::Simulated => "simulated",
            Self::Replay => "replay",
            Self::Delayed => "delayed",
            Self::Paused => "paused",
            Self::Behind => "behind",
            Self::PositionsStopped => "positions-stopped",
            Self::PositionsDoubtful => "positions-doubtful",
            Self::Stalled => "stalled",
            Self::NoRace => "no-race",
            Self::SourceAway => "source-away",
            Self::Incomplete => "incomplete",
            Self::Ended => "ended",
            Self::Reconnecting => "reconnecting",
            Self::Offline => "offline",
        }
    }
}

impl Pill {
    /// The pill for what is known; the first case that holds, worst first.
    pub fn new(facts: &Facts) -> Self {
        let silent = || live::pill_silent(facts.silent_s);
        let pill = |state, word: &str, detail: String| Self { state, word: word.to_owned(), detail };
        match facts.link {
            _ if facts.recorded != Recorded::No => {}
            LinkState::Offline => return pill(PillState::Offline, live::pill_offline(), last_data(facts)),
            LinkState::Waiting { until_ms } => {
                let seconds = ((until_ms - facts.now_ms) / 1000.0).ceil().max(1.0);
                return pill(
                    PillState::Reconnecting,
                    live::pill_reconnecting(),
                    live::pill_in_seconds(seconds),
                );
            }
            LinkState::Connecting { again: true } => {
                return pill(PillState::Reconnecting, live::pill_reconnecting(), live::pill_now().to_owned());
            }
            LinkState::Connecting { again: false } => {
                return pill(PillState::Connecting, live::pill_connecting(), String::new());
            }
            LinkState::Open | LinkState::ByFiles => {}
        }
        if let Some(pill) = Self::of_moment(facts) {
            return pill;
        }
        match facts.notice {
            Some(Notice::NoRace) => return pill(PillState::NoRace, live::pill_no_race(), String::new()),
            Some(Notice::SourceAway) => {
                let detail = if facts.silent_s.is_finite() { silent() } else { String::new() };
                return pill(PillState::SourceAway, live::pill_source_away(), detail);
            }
            Some(Notice::Ended) => return pill(PillState::Ended, live::pill_ended(), last_data(facts)),
            Some(Notice::Stopping) => {
                return pill(
                    PillState::Reconnecting,
                    live::pill_reconnecting(),
                    live::pill_restarts().to_owned(),
                );
            }
            Some(Notice::Unreadable(topics)) => {
                return pill(
                    PillState::Incomplete,
                    live::pill_incomplete(),
                    live::pill_missing(&topic_names(topics)),
                );
            }
            Some(Notice::Alive) | None => {}
        }
        if !facts.silent_s.is_finite() {
            return pill(PillState::Connecting, live::pill_connected(), live::pill_waiting().to_owned());
        }
        let by_files = facts.link == LinkState::ByFiles;
        if if by_files { STALLED_BY_FILES_S } else { STALLED_S } < facts.silent_s {
            return pill(PillState::Stalled, live::pill_stalled(), silent());
        }
        let pace = f64::from(facts.rate_pct.max(1)) / 100.0;
        if by_files {
            let detail = live::pill_by_files(facts.behind_s / pace);
            return pill(PillState::ByFiles, live::pill_no_stream(), detail);
        }
        if BEHIND_S < facts.behind_s / pace {
            let word = live::pill_behind(facts.behind_s);
            return pill(PillState::Behind, &word, live::pill_catching_up().to_owned());
        }
        match facts.positions {
            // Nobody waits for them: timing alone is live.
            Positions::Stopped { .. } if facts.missing.topics.contains(Topic::Tele) => {}
            Positions::Stopped { for_s } => {
                let detail = live::pill_board_live(for_s);
                return pill(PillState::PositionsStopped, live::pill_positions_stopped(), detail);
            }
            Positions::Doubtful { doubt, .. } => {
                let detail = doubt_word(doubt).to_owned();
                return pill(PillState::PositionsDoubtful, live::pill_positions_doubtful(), detail);
            }
            // Timing alone is live all the same; the map says that there are none.
            Positions::Never | Positions::Plausible => {}
        }
        let at_pace = || live::pill_at_pace(&format_pace(facts.rate_pct));
        match (facts.simulated, facts.rate_pct) {
            (true, 100) => {
                pill(PillState::Simulated, live::pill_simulated(), live::pill_not_real().to_owned())
            }
            (true, _) => pill(PillState::Simulated, live::pill_simulated(), at_pace()),
            (false, 100) => pill(PillState::Live, live::pill_live(), live::pill_live_behind(facts.behind_s)),
            (false, _) => pill(PillState::Replay, live::pill_replay(), at_pace()),
        }
    }

    /// What is to be said of a moment that is not the newest; what came after it is not told.
    fn of_moment(facts: &Facts) -> Option<Self> {
        let behind =
            || time::moment("", "", Some(facts.behind_s * 1000.0).filter(|_| facts.recorded == Recorded::No));
        let is_recorded = match facts.recorded {
            Recorded::No => false,
            Recorded::Yes => true,
            Recorded::Missing => {
                let word = live::pill_no_recording().to_owned();
                return Some(Self { state: PillState::NoRace, word, detail: String::new() });
            }
        };
        let replay = |rate| {
            (
                PillState::Replay,
                live::pill_replay().to_owned(),
                live::pill_at_pace(time::rate(rate).trim_end_matches('×')),
            )
        };
        let (state, word, detail) = match facts.moment {
            Moment::Newest | Moment::Delayed(_) if !is_recorded && facts.all_shown => return None,
            Moment::Loading => {
                (PillState::Connecting, live::pill_loading().to_owned(), live::pill_this_moment().to_owned())
            }
            _ if is_recorded && facts.shown.is_none() => (
                PillState::Connecting,
                live::pill_loading().to_owned(),
                live::pill_the_recording().to_owned(),
            ),
            Moment::Paused => (PillState::Paused, live::pill_paused().to_owned(), behind()),
            _ if is_recorded && facts.all_shown => {
                (PillState::Ended, live::pill_ended().to_owned(), last_data(facts))
            }
            Moment::Played(rate) => replay(rate),
            Moment::Newest if is_recorded => replay(PlayRate::One),
            Moment::Newest => return None,
            Moment::Delayed(delay) => {
                (PillState::Delayed, time::seconds(delay), live::pill_behind_as_set().to_owned())
            }
        };
        Some(Self { state, word, detail })
    }

    /// The pill in one sentence.
    pub fn words(&self) -> String {
        with_detail(&self.word, &self.detail)
    }
}

fn doubt_word(doubt: Doubt) -> &'static str {
    match doubt {
        Doubt::Repeated => live::doubt_repeated(),
        Doubt::Standing => live::doubt_standing(),
        Doubt::Swapped => live::doubt_swapped(),
    }
}

/// What topics are of, for a viewer, who knows none: "laps, weather".
pub(crate) fn topic_names(topics: TopicSet) -> String {
    let name = |topic| match topic {
        Topic::Tele => live::missing_cars(),
        Topic::Laps => live::missing_laps(),
        Topic::Session => live::missing_session(),
        Topic::Timing => live::missing_timing(),
        Topic::RaceControl => live::missing_race_control(),
        Topic::Weather => live::missing_weather(),
    };
    let names: Vec<String> = topics.iter().map(name).map(str::to_owned).collect();
    format::enumerated(&names)
}

fn last_data(facts: &Facts) -> String {
    facts
        .shown
        .map(|(source_ms, offset)| live::pill_last_data(&format::clock(source_ms, offset)))
        .unwrap_or_default()
}

fn format_pace(rate_pct: u16) -> String {
    if rate_pct.is_multiple_of(100) {
        (rate_pct / 100).to_string()
    } else {
        number(f64::from(rate_pct) / 100.0, 1)
    }
}

#[cfg(test)]
mod tests {
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
            (
                Facts { link: LinkState::Connecting { again: false }, ..LIVE },
                PillState::Connecting,
                "Connecting",
            ),
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
            (Facts { positions: Positions::Never, ..LIVE }, PillState::Live, "Live, 1.1 s behind"),
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
            (Facts { notice: ended, silent_s: 9.0, ..delayed }, PillState::Delayed, "35.0 s, behind, as set"),
            (
                Facts { notice: ended, silent_s: 44.0, all_shown: true, ..delayed },
                PillState::Ended,
                "Ended, last data 16:08:41",
            ),
            (Facts { notice: ended, ..paused }, PillState::Paused, "Paused, 12:04 behind live"),
            (played, PillState::Replay, "Replay, at 4×"),
            (
                Facts { link: LinkState::Offline, ..delayed },
                PillState::Offline,
                "Offline, last data 16:08:41",
            ),
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
}
