//! Going on by chunk files where no stream comes: which to ask for next, and how soon. Time is an argument.
//!
//! A chunk is asked for until it is closed, and then the next. Where nothing new comes of that, the gateway is asked what
//! it shows: another session, a later chunk after a silence, or nothing.

use gridcast_shared::ids::SessionId;

/// Between two rounds, ms: what arrives so seldom is still shown evenly (`clock::edge`).
const EVERY_MS: f64 = 2_500.0;

/// Longest time between two rounds while nothing is answered, ms.
const LONGEST_MS: f64 = 20_000.0;

/// Rounds without news after which the gateway is asked what it shows.
const QUIET: u32 = 2;

/// Most chunks asked for in a round; a session told at 16 times its pace brings four.
const MAX_CHUNKS: u32 = 16;

/// Most chunks that are read one by one to where the gateway is: two minutes. What lies before is fetched beside.
const MAX_BEHIND: u32 = 12;

/// What is to be asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// What the gateway shows.
    Shown,
    /// A chunk.
    Chunk(SessionId, u32),
}

/// What a chunk's address answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Nothing: the gateway cannot be reached.
    Nothing,
    /// That there is no such chunk.
    Missing,
    /// The chunk as it is now.
    Chunk {
        /// Whether it will not grow any more.
        closed: bool,
        /// Whether anything of it was new.
        news: bool,
    },
}

/// The rounds.
#[derive(Clone, Debug, Default)]
pub struct Files {
    next_ms: Option<f64>,
    /// The chunk that is asked for, and the newest of which the gateway told; none before it has.
    at: Option<(SessionId, u32, u32)>,
    /// Chunks asked for in this round.
    asked: u32,
    news: bool,
    quiet: u32,
    unanswered: u32,
}

impl Files {
    /// The stream came: whoever needs files again begins with what the gateway shows then.
    pub fn rest(&mut self) {
        *self = Self::default();
    }

    /// What is to be asked for first in a round, if one is due.
    pub fn begin(&mut self, now_ms: f64) -> Option<Ask> {
        if self.next_ms.is_some_and(|next_ms| now_ms < next_ms) {
            return None;
        }
        let wait_ms = EVERY_MS * 2f64.powi(self.unanswered.min(8) as i32);
        self.next_ms = Some(now_ms + wait_ms.min(LONGEST_MS));
        (self.asked, self.news) = (0, false);
        if QUIET <= self.quiet {
            (self.at, self.quiet) = (None, 0);
        }
        Some(self.at.clone().map_or(Ask::Shown, |(session, chunk, _)| Ask::Chunk(session, chunk)))
    }

    /// The gateway shows this session, and its newest chunk; `here` is the session and chunk up to which the page has
    /// it. What is to be asked for then.
    pub fn shown(&mut self, session: SessionId, newest: u32, here: Option<(&SessionId, u32)>) -> Ask {
        self.unanswered = 0;
        // What it shows is told a little later than the stream tells it.
        let near = newest.saturating_sub(MAX_BEHIND)..=newest + 1;
        let going_on = here.filter(|(of, chunk)| **of == session && near.contains(chunk));
        // The chunk before the newest has what the first moments need.
        let chunk = going_on.map_or(newest.saturating_sub(1), |(_, chunk)| chunk);
        self.at = Some((session.clone(), chunk, newest));
        Ask::Chunk(session, chunk)
    }

    /// The gateway shows nothing, or did not answer.
    pub fn nothing_shown(&mut self, is_answered: bool) {
        self.unanswered = if is_answered { 0 } else { self.unanswered + 1 };
    }

    /// What a chunk's address answered; what is to be asked for then, in the same round.
    pub fn answered(&mut self, answer: Answer) -> Option<Ask> {
        self.asked += 1;
        let (closed, news) = match answer {
            Answer::Nothing => {
                self.unanswered += 1;
                return None;
            }
            Answer::Missing => (false, false),
            Answer::Chunk { closed, news } => (closed, news),
        };
        self.unanswered = 0;
        self.news |= news;
        // Before the newest nothing grows any more, and what is not there never was.
        if let Some((session, chunk, newest)) = &mut self.at
            && (closed || *chunk < *newest)
        {
            *chunk += 1;
            if self.asked < MAX_CHUNKS {
                return Some(Ask::Chunk(session.clone(), *chunk));
            }
        }
        self.quiet = if self.news { 0 } else { self.quiet + 1 };
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session(id: &str) -> SessionId {
        SessionId::parse(id).unwrap()
    }

    fn chunk(id: &str, number: u32) -> Ask {
        Ask::Chunk(session(id), number)
    }

    const GROWING: Answer = Answer::Chunk { closed: false, news: true };
    const CLOSED: Answer = Answer::Chunk { closed: true, news: true };
    const KNOWN: Answer = Answer::Chunk { closed: false, news: false };

    #[test]
    fn the_open_chunk_is_asked_for_until_it_is_closed_and_then_the_next() {
        let mut files = Files::default();
        assert_eq!(files.begin(0.0), Some(Ask::Shown));
        assert_eq!(files.shown(session("a"), 9, None), chunk("a", 8));
        assert_eq!(files.answered(CLOSED), Some(chunk("a", 9)));
        assert_eq!(files.answered(GROWING), None);
        assert_eq!(files.begin(EVERY_MS - 1.0), None, "a round at a time");
        assert_eq!(files.begin(EVERY_MS), Some(chunk("a", 9)));
        assert_eq!(files.answered(CLOSED), Some(chunk("a", 10)));
        assert_eq!(files.answered(Answer::Missing), None, "it has not begun");
        assert_eq!(files.begin(2.0 * EVERY_MS), Some(chunk("a", 10)));
    }

    #[test]
    fn it_goes_on_where_the_stream_ended_unless_that_is_long_ago_or_of_another_session() {
        for (here, begins) in [
            (Some(("a", 20)), 20),
            (Some(("a", 18)), 18),
            (Some(("a", 21)), 21),
            (Some(("a", 3)), 19),
            (Some(("b", 20)), 19),
            // The same begun anew.
            (Some(("a", 400)), 19),
            (None, 19),
        ] {
            let mut files = Files::default();
            files.begin(0.0);
            let here = here.map(|(id, number)| (session(id), number));
            let here = here.as_ref().map(|(id, number)| (id, *number));
            assert_eq!(files.shown(session("a"), 20, here), chunk("a", begins), "{here:?}");
        }
    }

    #[test]
    fn chunks_that_never_were_are_passed_over() {
        let mut files = Files::default();
        files.begin(0.0);
        assert_eq!(files.shown(session("a"), 9, None), chunk("a", 8));
        assert_eq!(files.answered(Answer::Missing), Some(chunk("a", 9)));
        assert_eq!(files.answered(Answer::Missing), None, "this one may come");
    }

    #[test]
    fn rounds_without_news_ask_what_is_shown() {
        let mut files = Files::default();
        files.begin(0.0);
        files.shown(session("a"), 9, None);
        files.answered(CLOSED);
        files.answered(GROWING);
        for round in 1..=QUIET {
            assert_eq!(files.begin(f64::from(round) * EVERY_MS), Some(chunk("a", 9)));
            assert_eq!(files.answered(KNOWN), None);
        }
        assert_eq!(files.begin(3.0 * EVERY_MS), Some(Ask::Shown));
        assert_eq!(files.shown(session("b"), 2, Some((&session("a"), 9))), chunk("b", 1));
    }

    #[test]
    fn a_gateway_that_does_not_answer_is_asked_more_and_more_seldom() {
        let mut files = Files::default();
        let (mut now_ms, mut asked) = (0.0, 0);
        while now_ms < 600_000.0 {
            if files.begin(now_ms).is_some() {
                asked += 1;
                files.nothing_shown(false);
            }
            now_ms += 500.0;
        }
        assert!((25..=40).contains(&asked), "{asked} in ten minutes");
        files.begin(now_ms + LONGEST_MS);
        files.shown(session("a"), 9, None);
        files.answered(GROWING);
        assert!(files.begin(now_ms + 2.0 * LONGEST_MS).is_some());
        assert!(files.begin(now_ms + 2.0 * LONGEST_MS + EVERY_MS).is_some(), "answered: as often as before");
    }

    #[test]
    fn a_round_has_an_end() {
        let mut files = Files::default();
        files.begin(0.0);
        files.shown(session("a"), 100, None);
        let asked = std::iter::repeat_with(|| files.answered(CLOSED)).take_while(Option::is_some).count();
        assert_eq!(asked as u32, MAX_CHUNKS - 1);
        assert_eq!(files.begin(EVERY_MS), Some(chunk("a", 99 + MAX_CHUNKS)));
    }
}
