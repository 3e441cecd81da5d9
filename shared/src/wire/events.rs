//! Events on the wire: the new ones, or all of them when those before are not known.

use super::number::{ChoiceOdds, IntOdds, MAX_INT, car_or_none, near_u8, place};
use super::range_coder::{Coder, Odds};
use crate::race::{EventKind, MAX_EVENTS, RaceEvent, RaceState, TrackStatus};

/// Kinds of event on the wire; a `Track` is followed by its status.
const KINDS: [EventKind; 7] = [
    EventKind::Track(TrackStatus::Unknown),
    EventKind::Pass,
    EventKind::FastestLap,
    EventKind::PitIn,
    EventKind::Out,
    EventKind::Finish,
    EventKind::PitOut,
];

/// Track statuses on the wire, of the race and of an event.
pub(super) const TRACK_STATUSES: [TrackStatus; 9] = [
    TrackStatus::Unknown,
    TrackStatus::Clear,
    TrackStatus::Yellow,
    TrackStatus::DoubleYellow,
    TrackStatus::SafetyCar,
    TrackStatus::VirtualSafetyCar,
    TrackStatus::VirtualEnding,
    TrackStatus::Red,
    TrackStatus::Finished,
];

#[derive(Clone, Copy, Debug)]
pub(super) struct EventOdds {
    anew: Odds,
    total: IntOdds,
    date: IntOdds,
    lap: IntOdds,
    kind: ChoiceOdds,
    track: ChoiceOdds,
    by_kind: [KindOdds; KINDS.len()],
}

/// What depends on the kind of event.
#[derive(Clone, Copy, Debug)]
struct KindOdds {
    car: Odds,
    other: Odds,
    value: IntOdds,
}

impl EventOdds {
    pub(super) const EVEN: Self = Self {
        anew: Odds::EVEN,
        total: IntOdds::EVEN,
        date: IntOdds::EVEN,
        lap: IntOdds::EVEN,
        kind: ChoiceOdds::EVEN,
        track: ChoiceOdds::EVEN,
        by_kind: [KindOdds { car: Odds::EVEN, other: Odds::EVEN, value: IntOdds::EVEN }; KINDS.len()],
    };

    /// Codes the events that `given` has more than `known`, and adds them to it. `date_ms` is the frame's.
    pub(super) fn code<C: Coder>(
        &mut self,
        coder: &mut C,
        known: &mut RaceState,
        given: &RaceState,
        date_ms: i64,
    ) {
        let n_given = given.events.len().min(MAX_EVENTS);
        let n_new = given.n_events.checked_sub(known.n_events).map_or(usize::MAX, |n_new| n_new as usize);
        let follows = n_new.saturating_add(known.events.len()).min(MAX_EVENTS) == n_given && n_new <= n_given;
        let wanted = if follows { n_new } else { n_given };
        if coder.bit(&mut self.anew, !follows) {
            known.events.clear();
        }
        known.n_events =
            self.total.near(coder, given.n_events.into(), known.n_events.into(), 0..=MAX_INT) as u32;
        let n_coded = (coder.raw(4, wanted as u32) as usize).min(MAX_EVENTS);

        let (mut date, mut lap) = (date_ms, known.status.lap);
        for i in 0..n_coded {
            let given = (given.events.len() + i).checked_sub(n_coded).and_then(|i| given.events.get(i));
            let event = self.event(coder, given, date, lap);
            (date, lap) = (event.date_ms, event.lap);
            if known.events.len() == MAX_EVENTS {
                known.events.pop_front();
            }
            known.events.push_back(event);
        }
        known.n_events = known.n_events.max(known.events.len() as u32);
    }

    fn event<C: Coder>(
        &mut self,
        coder: &mut C,
        given: Option<&RaceEvent>,
        date_before: i64,
        lap_before: u8,
    ) -> RaceEvent {
        let step = given.map_or(0, |given| given.date_ms.saturating_sub(date_before));
        let date_ms = date_before.saturating_add(self.date.code(coder, step));
        let lap = near_u8(&mut self.lap, coder, given.map_or(0, |given| given.lap), lap_before);
        let wanted = given.map_or(EventKind::Pass, |given| given.kind);
        let (number, status) = match wanted {
            EventKind::Track(status) => (0, status),
            other => (place(&KINDS, other), TrackStatus::Unknown),
        };
        let number = usize::from(self.kind.code(coder, 3, number)).min(KINDS.len() - 1);
        let kind = if let EventKind::Track(_) = KINDS[number] {
            let status = usize::from(self.track.code(coder, 4, place(&TRACK_STATUSES, status)));
            EventKind::Track(TRACK_STATUSES[status.min(TRACK_STATUSES.len() - 1)])
        } else {
            KINDS[number]
        };
        let odds = &mut self.by_kind[number];
        let car = car_or_none(&mut odds.car, coder, given.and_then(|given| given.car));
        let other = car_or_none(&mut odds.other, coder, given.and_then(|given| given.other));
        let value = given.map_or(0, |given| given.value.into());
        let value = odds.value.near(coder, value, 0, 0..=MAX_INT) as u32;
        RaceEvent { date_ms, lap, kind, car, other, value }
    }
}
