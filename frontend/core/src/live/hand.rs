//! What the viewer does with time: follow, stand, play, and go to a moment, which is a fresh start from its chunk.

use gridcast_shared::ids::{CarIndex, SessionId};
use gridcast_shared::units::{CHUNK_MS, chunk_of, chunk_start};

use super::Live;
use super::missed::Missed;
use super::reel::{AHEAD_MS, Reached, Reel};
use super::seek::{Seek, Wanted};
use super::show::Show;
use super::store::Key;
use crate::clock::{Delay, Hand, PlayRate, SessionClock, Tick};
use crate::history::Lap;
use crate::maths;
use crate::pill::Moment;
use crate::timeline::{Timeline, Told};

/// A moment is begun so much before it, ms: the cars' motion needs some way behind them.
const WARM_UP_MS: f64 = 2_500.0;

/// So much page time ahead is fetched when it plays, ms.
const FETCH_AHEAD_MS: f64 = 6_000.0;

/// Most chunks fetched ahead.
const MAX_AHEAD: usize = 16;

/// A moment that is waited for so long is said to be, page ms.
const PATIENCE_MS: f64 = 300.0;

impl Live {
    /// What moves the moment shown.
    pub fn hand(&self) -> Hand {
        self.hand
    }

    /// The viewer's delay.
    pub fn delay(&self) -> Delay {
        self.delay
    }

    /// Which moment is shown.
    pub fn moment(&self, now_ms: f64) -> Moment {
        let waits = |seek: &Seek| seek.since_ms.is_some_and(|since| since + PATIENCE_MS < now_ms);
        match self.hand {
            _ if self.seek.as_ref().is_some_and(waits) => Moment::Loading,
            Hand::Follow if self.delay.is_none() => Moment::Newest,
            Hand::Follow if self.state().is_none() => Moment::Loading,
            Hand::Follow => Moment::Delayed(self.delay),
            Hand::Paused => Moment::Paused,
            Hand::Play(rate) => Moment::Played(rate),
        }
    }

    /// Whether all has been shown that came.
    pub fn is_all_shown(&self) -> bool {
        let shown_ms = self.clock.source_ms();
        self.reel.as_ref().is_none_or(|reel| shown_ms.is_some_and(|shown_ms| reel.is_at_end(shown_ms)))
    }

    /// The session whose moments are shown, or will be.
    pub fn session(&self) -> Option<&SessionId> {
        self.sessions.get(self.shown_run())
    }

    /// Whether the moment shown belongs to the session that arrives, if one does.
    pub fn is_of_arriving(&self) -> bool {
        self.shown_run() == self.run
    }

    /// Moves the clock, the cars and the race state on to `now_ms`; once a drawn frame.
    pub fn advance(&mut self, now_ms: f64) {
        self.advanced_ms = Some(now_ms);
        self.follow_elsewhere(now_ms);
        self.arrive_at(now_ms);
        let Some(reel) = &mut self.reel else {
            if self.shows_as_it_comes()
                && let Some(tick) = self.clock.advance(now_ms)
            {
                self.show.advance(tick, &mut self.timeline);
            }
            return;
        };
        let shown_ms = self.clock.source_ms().unwrap_or_default();
        let live = self.hand == Hand::Follow && self.delay.is_none() && reel.run == self.run;
        let moment_ms = if live { f64::INFINITY } else { shown_ms };
        let reached = reel.feed(&self.store, moment_ms, &mut self.show);
        let end_ms = reel.end_ms().unwrap_or(shown_ms);
        // Who is at the live edge is fed as frames come from now on.
        if live && reached == Reached::End {
            self.reel = None;
        }
        let tick = match &self.reel {
            None => self.clock.advance(now_ms),
            // The edge is another session's; the rest of the one before is played.
            Some(reel) if reel.run != self.run && self.hand == Hand::Follow => {
                self.clock.advance_by(now_ms, Hand::Play(PlayRate::One), self.delay, end_ms)
            }
            Some(_) => self.clock.advance_by(now_ms, self.hand, self.delay, end_ms),
        };
        if let Some(tick) = tick {
            self.show.advance(tick, &mut self.timeline);
            self.catch_up(tick, now_ms);
        }
    }

    /// Stands, or plays on from the moment shown, or follows the live edge again.
    pub fn set_hand(&mut self, hand: Hand, now_ms: f64) {
        match (hand, self.clock.source_ms()) {
            // Nothing arrives of a recording that could be followed.
            (Hand::Follow, Some(_)) if self.arriving.is_none() => {}
            (Hand::Follow, _) => self.follow(now_ms),
            (Hand::Paused | Hand::Play(_), Some(shown_ms)) => {
                self.hand = hand;
                // The frames that come are for later moments now.
                if self.shows_as_it_comes()
                    && let Some(chunk) = self.store.at((self.run, chunk_at(shown_ms)))
                {
                    let samples = self.ledger.n_samples();
                    self.reel = Some(Reel::going_on((self.run, chunk), self.arrived, samples));
                }
            }
            // There is nothing yet that could stand.
            (Hand::Paused | Hand::Play(_), None) => {}
        }
    }

    /// Shows another moment, UTC ms, as soon as it is here; until then what is shown stays. A moment beyond what there
    /// is becomes the nearest that there is; one at the live edge is followed.
    pub fn seek_to(&mut self, at_ms: f64, hand: Hand, now_ms: f64) {
        let followed_ms = if self.is_of_arriving() { self.followed_ms(now_ms) } else { None };
        if followed_ms.is_some_and(|followed_ms| followed_ms <= at_ms) {
            return self.follow(now_ms);
        }
        self.hand = hand;
        self.begin_seek(self.shown_run(), at_ms);
    }

    /// Sets how much later than it must the page shows what happens.
    pub fn set_delay(&mut self, delay: Delay, now_ms: f64) {
        let other = self.delay != delay;
        self.delay = delay;
        if other && self.hand == Hand::Follow {
            self.follow(now_ms);
        }
    }

    /// The moment shown, or the one that will be as soon as it is here, UTC ms: steps are counted from it.
    pub fn heading_ms(&self) -> Option<f64> {
        self.seek.as_ref().map(|seek| seek.at_ms).or(self.clock.source_ms())
    }

    /// How many moments have been gone to, as one goes on from another.
    pub fn n_sought(&self) -> u32 {
        self.n_sought
    }

    /// The live edge as the viewer's delay has it, UTC ms: who follows is shown that.
    pub fn followed_ms(&mut self, now_ms: f64) -> Option<f64> {
        self.clock.followed_ms(now_ms, self.delay)
    }

    /// The live edge as it is shown without a delay, UTC ms.
    pub fn undelayed_ms(&mut self, now_ms: f64) -> Option<f64> {
        self.clock.followed_ms(now_ms, Delay::default())
    }

    /// From where to where there is something to show of the session shown, UTC ms. A session that arrives reaches to
    /// where the viewer's delay is.
    pub fn range_ms(&mut self, now_ms: f64) -> Option<(f64, f64)> {
        let run = self.shown_run();
        let (first, last) = self.store.ends(run)?;
        let start_ms = chunk_start(first) as f64;
        let end_ms = (chunk_start(last) + CHUNK_MS) as f64;
        let followed_ms = if run == self.run { self.followed_ms(now_ms) } else { None };
        Some((start_ms, followed_ms.unwrap_or(end_ms).max(start_ms)))
    }

    /// Says which chunks of a session exist.
    pub fn on_manifest(&mut self, session: &SessionId, chunks: impl IntoIterator<Item = u32>) {
        if self.arriving.is_none() {
            self.sessions.insert(self.run, session.clone());
        }
        let run = self.sessions.all().iter().rev().find(|(_, of)| of == session).map(|(run, _)| *run);
        if let Some(run) = run {
            let chunks: Vec<u32> = chunks.into_iter().collect();
            if run == self.run {
                self.missed.list(&chunks, |chunk| self.store.lacks((run, chunk)));
            }
            self.store.know(run, chunks);
            self.listed_run = self.listed_run.max(Some(run));
        }
    }

    /// Takes what is told of a session's past.
    pub fn on_timeline(&mut self, session: &SessionId, told: Told) {
        let shown = self.state().map(|state| &state.session.id);
        if shown.is_none_or(|shown| shown == session) {
            self.timeline.take(session, told);
        }
    }

    /// Takes laps of a car of the session shown that were told by others.
    pub fn recall_laps(&mut self, car: CarIndex, laps: Vec<Lap>) {
        self.timeline.recall_laps(car, laps);
    }

    /// Whether something of the past is missing that should be asked for; true once a hole.
    pub fn wants_timeline(&mut self) -> bool {
        self.timeline.wants_told()
    }

    /// The chunks that are to be fetched now, the most urgent first.
    pub fn wants(&self) -> Vec<Wanted> {
        let mut wanted = self.wants_to_show();
        // What is shown goes first.
        if wanted.is_empty() {
            wanted = self.wants_of_past();
        }
        let of_run = |chunk: &u32| Wanted { run: self.run, chunk: *chunk, closed: true };
        wanted.extend(self.missed.chunks().iter().map(of_run));
        wanted
    }

    fn wants_to_show(&self) -> Vec<Wanted> {
        let mut wanted = Vec::new();
        let Some(reel) = self.seek.as_ref().map(|seek| &seek.reel).or(self.reel.as_ref()) else {
            return wanted;
        };
        let from_ms = self.seek.as_ref().map(|seek| seek.at_ms).or(self.clock.source_ms());
        let rate = match self.hand {
            Hand::Play(rate) => rate.rate(),
            Hand::Paused => 0.0,
            Hand::Follow => 1.0,
        };
        // A seek takes what it needs and no more.
        let ahead_ms = AHEAD_MS + if self.seek.is_some() { 0.0 } else { FETCH_AHEAD_MS * rate };
        let last = chunk_at(from_ms.unwrap_or_default() + ahead_ms);
        let mut chunk = Some(reel.chunk());
        while let Some(number) = chunk
            && wanted.len() < MAX_AHEAD
            && (number <= last || number == reel.chunk())
        {
            if self.store.lacks((reel.run, number)) {
                let closed = self.store.after((reel.run, number)).is_some();
                wanted.push(Wanted { run: reel.run, chunk: number, closed });
            }
            chunk = self.store.after((reel.run, number));
        }
        wanted
    }

    /// Takes a chunk file that was wanted.
    pub fn on_file(&mut self, wanted: Wanted, file: &[u8], now_ms: f64) {
        self.store.insert((wanted.run, wanted.chunk), file, wanted.closed, self.near());
        if wanted.run == self.run && self.missed.take(wanted.chunk) {
            // What could be decoded has been taken.
            self.on_chunk(file, now_ms).ok();
        }
    }

    /// A chunk that was wanted cannot be had: the time that it has is passed over.
    pub fn on_no_file(&mut self, wanted: Wanted) {
        self.store.give_up((wanted.run, wanted.chunk));
        if wanted.run == self.run {
            self.missed.take(wanted.chunk);
        }
    }

    /// Another session arrives, or the same begins anew.
    pub(super) fn another_run(&mut self) {
        self.run += 1;
        self.missed = Missed::default();
        self.arrived = None;
        self.clock.renew_edge();
        if self.reel.is_none() {
            self.seek = None;
            self.show = Show::default();
            self.leave_past();
            self.clock = SessionClock::new();
            self.timeline = Timeline::default();
        }
    }

    /// The chunk near which frames are kept.
    pub(super) fn near(&self) -> Key {
        (self.shown_run(), chunk_at(self.clock.source_ms().unwrap_or_default()))
    }

    /// Whether frames are shown as they come, with no delay but what the motion needs.
    pub(super) fn shows_as_it_comes(&self) -> bool {
        self.reel.is_none() && self.seek.is_none() && self.delay.is_none()
    }

    pub(super) fn shown_run(&self) -> u32 {
        self.seek.as_ref().map(|seek| &seek.reel).or(self.reel.as_ref()).map_or(self.run, |reel| reel.run)
    }

    /// Follows the live edge.
    fn follow(&mut self, now_ms: f64) {
        self.hand = Hand::Follow;
        let Some(followed_ms) = self.followed_ms(now_ms) else { return };
        if self.delay.is_none() || self.has_moment(followed_ms) {
            self.begin_seek(self.run, followed_ms);
        }
    }

    /// Whether a moment of the session that arrives is within what is known to be there. Before the gateway has told its
    /// list, what came first here is not where the session begins.
    fn has_moment(&self, at_ms: f64) -> bool {
        self.listed_run == Some(self.run) || self.first_ms() <= at_ms
    }

    /// Where the first chunk of the session that arrives begins that is known here, UTC ms.
    fn first_ms(&self) -> f64 {
        self.store.ends(self.run).map_or(f64::INFINITY, |(first, _)| chunk_start(first) as f64)
    }

    fn begin_seek(&mut self, run: u32, at_ms: f64) {
        let Some((first, last)) = self.store.ends(run) else { return };
        let at_ms = maths::within(at_ms, chunk_start(first) as f64, (chunk_start(last) + CHUNK_MS) as f64);
        let Some(chunk) = self.store.at((run, chunk_at(at_ms - WARM_UP_MS))) else { return };
        self.seek =
            Some(Seek { at_ms, since_ms: None, reel: Reel::new((run, chunk)), show: Show::default() });
    }

    /// Who follows by a delay is shown nothing before the delay is known to be kept, and goes on to the next session
    /// when the delay says so.
    fn follow_elsewhere(&mut self, now_ms: f64) {
        if self.hand != Hand::Follow || self.delay.is_none() || self.seek.is_some() {
            return;
        }
        let Some(followed_ms) = self.followed_ms(now_ms) else { return };
        if self.reel.as_ref().is_some_and(|reel| reel.run == self.run) {
            return;
        }
        // Before all that is known to be there is either nothing, or what only the gateway's list knows of.
        let begun = self.reel.is_none() && self.listed_run == Some(self.run);
        if self.first_ms() <= followed_ms || begun {
            self.begin_seek(self.run, followed_ms);
        }
    }

    /// Shows the moment that was sought once all that it needs is here.
    fn arrive_at(&mut self, now_ms: f64) {
        let Some(mut seek) = self.seek.take() else { return };
        let reached = seek.reel.feed(&self.store, seek.at_ms, &mut seek.show);
        let (Reached::Moment | Reached::End, Some(end_ms)) = (reached, seek.reel.end_ms()) else {
            seek.since_ms.get_or_insert(now_ms);
            self.seek = Some(seek);
            return;
        };
        // Before the first frame there is nothing.
        let first_ms = seek.show.first_ms().map_or(end_ms, |first| first as f64);
        let at_ms = seek.at_ms.min(end_ms).max(first_ms);
        if self.reel.as_ref().map_or(self.run, |reel| reel.run) != seek.reel.run {
            self.timeline = Timeline::default();
        }
        (self.show, self.reel) = (seek.show, Some(seek.reel));
        self.n_sought += 1;
        self.leave_past();
        self.clock.place(at_ms, now_ms);
        self.show.advance(Tick { source_ms: at_ms, jumped: true }, &mut self.timeline);
    }

    /// Who plays faster than the session goes on comes to where the viewer's delay is, and follows from there.
    fn catch_up(&mut self, tick: Tick, now_ms: f64) {
        if matches!(self.hand, Hand::Play(_)) && self.is_of_arriving() {
            let followed_ms = self.followed_ms(now_ms);
            if followed_ms.is_some_and(|followed_ms| followed_ms <= tick.source_ms) {
                self.hand = Hand::Follow;
            }
        }
    }
}

fn chunk_at(ms: f64) -> u32 {
    chunk_of(ms as i64)
}
