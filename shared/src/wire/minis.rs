//! Mini-sectors on the wire: mostly the next one gets its state, at times all begin anew.

use super::number::{ChoiceOdds, IntOdds, place};
use super::range_coder::{Coder, Odds};
use crate::race::{MAX_MINIS, MiniSector, MiniSectors};

#[derive(Clone, Copy, Debug)]
pub(super) struct MiniOdds {
    length: IntOdds,
    /// By whether it is the next to be driven, whether the one before it changed, whether it was driven.
    changed: [[[Odds; 2]; 2]; 2],
    /// By the one before it; the last where there is none.
    state: [ChoiceOdds; STATES.len() + 1],
}

impl MiniOdds {
    pub(super) const EVEN: Self = Self {
        length: IntOdds::EVEN,
        changed: [[[Odds::EVEN; 2]; 2]; 2],
        state: [ChoiceOdds::EVEN; STATES.len() + 1],
    };

    /// Codes the mini-sectors of a lap, which were `base`.
    pub(super) fn code<C: Coder>(
        &mut self,
        coder: &mut C,
        base: &[MiniSectors; 3],
        given: &[MiniSectors; 3],
    ) -> [MiniSectors; 3] {
        let (mut was_driven, mut has_changed, mut before) = (true, false, STATES.len());
        let mut coded = [MiniSectors::default(); 3];
        for ((coded, base), given) in coded.iter_mut().zip(base).zip(given) {
            let (base, given) = (base.states(), given.states());
            let length = self.length.near(coder, given.len() as i64, base.len() as i64, 0..=MAX_MINIS as i64);
            *coded = MiniSectors::new((0..length as usize).map(|i| {
                let known = base.get(i).copied().unwrap_or_default();
                let wanted = given.get(i).copied().unwrap_or_default();
                let is_driven = known != MiniSector::Ahead;
                let is_next = was_driven && !is_driven;
                let odds = &mut self.changed[usize::from(is_next)][usize::from(has_changed)];
                has_changed = coder.bit(&mut odds[usize::from(is_driven)], wanted != known);
                let state = if has_changed {
                    let number = usize::from(self.state[before].code(coder, 3, place(&STATES, wanted)));
                    STATES[number.min(STATES.len() - 1)]
                } else {
                    known
                };
                (was_driven, before) = (is_driven, usize::from(place(&STATES, state)));
                state
            }));
        }
        coded
    }
}

const STATES: [MiniSector; 5] =
    [MiniSector::Ahead, MiniSector::Driven, MiniSector::Own, MiniSector::BestOfAll, MiniSector::Pit];
