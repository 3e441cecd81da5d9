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
    /// Positions have stopped, or do not come though car data does; the rest goes on.
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
            Some(Notice::Alive | Notice::Skipped) | None => {}
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
        if let Some(pill) = Self::of_positions(facts) {
            return pill;
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

    /// What is wrong with the positions at the moment shown, if anything is.
    fn of_positions(facts: &Facts) -> Option<Self> {
        let pill = |state, word: &str, detail: String| Some(Self { state, word: word.to_owned(), detail });
        match facts.positions {
            // Nobody waits for them: timing alone is live.
            Positions::Stopped { .. } | Positions::Never { .. }
                if facts.missing.topics.contains(Topic::Tele) =>
            {
                None
            }
            Positions::Stopped { for_s } => {
                let detail = live::pill_board_live(for_s);
                pill(PillState::PositionsStopped, live::pill_positions_stopped(), detail)
            }
            Positions::Doubtful { doubt, .. } => {
                let detail = doubt_word(doubt).to_owned();
                pill(PillState::PositionsDoubtful, live::pill_positions_doubtful(), detail)
            }
            // Who opens the page after they have stopped.
            Positions::Never { with_car_data: true } => {
                let detail = live::pill_board_still_live().to_owned();
                pill(PillState::PositionsStopped, live::pill_no_positions(), detail)
            }
            // Timing alone is live all the same; the map says that there are none.
            Positions::Never { with_car_data: false } | Positions::Plausible => None,
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
                if let Some(pill) = Self::of_positions(facts) {
                    // The board is as late as the picture.
                    let is_live = pill.state == PillState::PositionsStopped;
                    let late = || live::pill_behind_as_set().to_owned();
                    return Some(Self { detail: if is_live { late() } else { pill.detail }, ..pill });
                }
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
        Doubt::Leaping => live::doubt_leaping(),
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
mod tests;
