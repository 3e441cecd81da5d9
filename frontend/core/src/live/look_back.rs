//! The minutes before the moment shown, looked at as if the page had been there, so that lines of what cars did do not
//! begin empty. Who stays at a moment is given them; who goes through many is not.

use gridcast_shared::race::RaceState;
use gridcast_shared::units::{chunk_of, chunk_start};

use super::Live;
use super::car::DrawnCar;
use super::past::{Eyes, LookBack, Past};
use super::reel::{Reached, Reel};
use super::seek::Wanted;
use super::show::Show;
use crate::clock::{Hand, Tick};
use crate::timeline::Timeline;

/// So much is looked at, ms: a lap, and a line of speeds.
const PAST_MS: f64 = 100_000.0;

/// Time between two looks, ms.
const LOOK_MS: f64 = 250.0;

/// Who plays at this rate or faster sees the lines fill by themselves, and would not be caught up with.
const FAST: f64 = 8.0;

/// A moment is worth its past when it was stayed at for this long, page ms.
const STAYED_MS: f64 = 1_500.0;

impl Live {
    /// Looks at some of the time before the moment shown, oldest first: `look` is told source times, UTC ms, with the
    /// race and the cars then. To be called once a drawn frame.
    pub fn look_back(&mut self, now_ms: f64, look: &mut dyn FnMut(f64, &RaceState, &[DrawnCar])) -> LookBack {
        let Some(shown_ms) = self.clock.source_ms().filter(|_| self.seek.is_none()) else {
            return LookBack::None;
        };
        match &mut self.past {
            Past::Seen => LookBack::None,
            Past::Due { since_ms } => {
                let stayed_ms = now_ms - *since_ms.get_or_insert(now_ms);
                if STAYED_MS <= stayed_ms {
                    self.begin_to_look(shown_ms);
                }
                LookBack::None
            }
            Past::Looking(eyes) => {
                if shown_ms <= eyes.at_ms {
                    self.past = Past::Seen;
                    return LookBack::Done;
                }
                // One look a drawn frame, which has other work.
                let Eyes { reel, show, timeline, at_ms } = &mut **eyes;
                if !matches!(reel.feed(&self.store, *at_ms, show), Reached::Missing(_)) {
                    let jumped = show.first_ms().is_none_or(|first| *at_ms - LOOK_MS < first as f64);
                    show.advance(Tick { source_ms: *at_ms, jumped }, timeline);
                    if let Some(state) = show.state() {
                        look(*at_ms, state, show.cars());
                    }
                    *at_ms += LOOK_MS;
                }
                LookBack::Looking
            }
        }
    }

    /// Another moment is shown: what was before it has not been seen.
    pub(super) fn leave_past(&mut self) {
        self.past = Past::default();
    }

    /// The chunks that the look back wants.
    pub(super) fn wants_of_past(&self) -> Vec<Wanted> {
        let (Past::Looking(eyes), Some(shown_ms)) = (&self.past, self.clock.source_ms()) else {
            return Vec::new();
        };
        let (run, last) = (eyes.reel.run, chunk_of(shown_ms as i64));
        let mut wanted = Vec::new();
        let mut chunk = Some(eyes.reel.chunk());
        while let Some(number) = chunk.filter(|&number| number <= last) {
            let after = self.store.after((run, number));
            if self.store.lacks((run, number)) {
                wanted.push(Wanted { run, chunk: number, closed: after.is_some() });
            }
            chunk = after;
        }
        wanted
    }

    /// Begins once it is known which chunks there are.
    fn begin_to_look(&mut self, shown_ms: f64) {
        let run = self.shown_run();
        let from_ms = shown_ms - PAST_MS;
        let is_fast = matches!(self.hand, Hand::Play(rate) if FAST <= rate.rate());
        if is_fast || self.listed_run < Some(run) {
            return;
        }
        if let Some(first) = self.store.at((run, chunk_of(from_ms as i64))) {
            self.past = Past::Looking(Box::new(Eyes {
                reel: Reel::new((run, first)),
                show: Show::default(),
                timeline: Timeline::default(),
                at_ms: from_ms.max(chunk_start(first) as f64),
            }));
        }
    }
}
