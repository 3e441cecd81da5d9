//! Messages on the wire: the new ones, or the newest of all when those before are not known.

use std::sync::Arc;

use super::number::{IntOdds, MAX_INT, car_or_none, near_u8};
use super::range_coder::{Coder, Odds};
use super::text::Text;
use crate::race::{MAX_MESSAGE_BYTES, MAX_MESSAGES, Message, MessageKind, RaceState};

#[derive(Clone, Copy, Debug)]
pub(super) struct MessageOdds {
    anew: Odds,
    total: IntOdds,
    date: IntOdds,
    lap: IntOdds,
    is_radio: Odds,
    car: Odds,
}

impl MessageOdds {
    pub(super) const EVEN: Self = Self {
        anew: Odds::EVEN,
        total: IntOdds::EVEN,
        date: IntOdds::EVEN,
        lap: IntOdds::EVEN,
        is_radio: Odds::EVEN,
        car: Odds::EVEN,
    };

    /// Codes the messages that `given` has more than `known`, and adds them to it. `date_ms` is the frame's.
    pub(super) fn code<C: Coder>(
        &mut self,
        coder: &mut C,
        text: &mut Text,
        known: &mut RaceState,
        given: &RaceState,
        date_ms: i64,
    ) {
        let n_given = given.messages.len().min(MAX_MESSAGES);
        let n_new = given.n_messages.checked_sub(known.n_messages).map_or(usize::MAX, |n_new| n_new as usize);
        let follows =
            n_new.saturating_add(known.messages.len()).min(MAX_MESSAGES) == n_given && n_new <= n_given;
        let wanted = if follows { n_new } else { n_given };
        if coder.bit(&mut self.anew, !follows) {
            known.messages.clear();
        }
        known.n_messages =
            self.total.near(coder, given.n_messages.into(), known.n_messages.into(), 0..=MAX_INT) as u32;
        let n_coded = (coder.raw(4, wanted as u32) as usize).min(MAX_MESSAGES);

        let (mut date, mut lap) = (date_ms, known.status.lap);
        for i in 0..n_coded {
            let given = (given.messages.len() + i).checked_sub(n_coded).and_then(|i| given.messages.get(i));
            let message = self.message(coder, text, given.map(|given| &**given), date, lap);
            (date, lap) = (message.date_ms, message.lap);
            if known.messages.len() == MAX_MESSAGES {
                known.messages.pop_front();
            }
            known.messages.push_back(Arc::new(message));
        }
        known.n_messages = known.n_messages.max(known.messages.len() as u32);
    }

    fn message<C: Coder>(
        &mut self,
        coder: &mut C,
        text: &mut Text,
        given: Option<&Message>,
        date_before: i64,
        lap_before: u8,
    ) -> Message {
        let step = given.map_or(0, |given| given.date_ms.saturating_sub(date_before));
        let date_ms = date_before.saturating_add(self.date.code(coder, step));
        let lap = near_u8(&mut self.lap, coder, given.map_or(0, |given| given.lap), lap_before);
        let is_radio = given.is_some_and(|given| given.kind == MessageKind::TeamRadio);
        let kind = if coder.bit(&mut self.is_radio, is_radio) {
            MessageKind::TeamRadio
        } else {
            MessageKind::RaceControl
        };
        let car = car_or_none(&mut self.car, coder, given.and_then(|given| given.car));
        let text = text.code(coder, given.map_or("", |given| &given.text), MAX_MESSAGE_BYTES);
        Message { date_ms, lap, kind, car, text }
    }
}
