//! All laps of one car that have ended, as their records tell, corrections included; where nobody records laps, as the
//! timing counts them.

use std::collections::BTreeMap;

use gridcast_shared::race::Compound;
use gridcast_shared::topics::TimingRecord;

use super::lap_record::Lap;

/// What is known of a lap that has ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct PastLap {
    pub(super) start_ms: Option<i64>,
    /// As its record tells; see [`LapHistory::ended`].
    end_ms: Option<i64>,
    pub(super) time_ms: Option<u32>,
    pub(super) position: Option<u8>,
    pub(super) compound: Compound,
    pub(super) tyre_age: Option<u8>,
    pub(super) in_pit: bool,
    pub(super) out_pit: bool,
    /// Only the timing has told of it.
    is_counted: bool,
}

/// The laps of one car, by number.
#[derive(Clone, Debug, Default)]
pub(super) struct LapHistory {
    laps: BTreeMap<i32, PastLap>,
    /// Goes up with whatever may be a change.
    version: u32,
}

impl LapHistory {
    /// Goes up with whatever may be a change.
    pub(super) fn version(&self) -> u32 {
        self.version
    }

    /// Takes a record; a later one of the same lap stands in the place of the former, but for what it does not tell.
    pub(super) fn take_lap(&mut self, lap: &Lap) {
        if lap.is_out {
            return;
        }
        let known = self.laps.get(&lap.number).copied().unwrap_or_default();
        let told = PastLap {
            start_ms: lap.start_ms.or(known.start_ms),
            end_ms: lap.end_ms.or(known.end_ms),
            time_ms: lap.time_ms.filter(|&ms| 0 < ms),
            position: lap.position.or(known.position),
            compound: if lap.compound == Compound::Unknown { known.compound } else { lap.compound },
            tyre_age: lap.tyre_age.and_then(|age| u8::try_from(age).ok()).or(known.tyre_age),
            in_pit: lap.in_ms.is_some(),
            out_pit: lap.out_ms.is_some(),
            is_counted: false,
        };
        self.keep(lap.number, told);
    }

    /// Takes the timing's count of laps as the end of a lap that no record has told of, and its time, which may come
    /// a little later.
    pub(super) fn take_timing(&mut self, record: &TimingRecord) {
        let counted = record.number_of_laps.value().map(i32::from).filter(|&number| 0 < number);
        let newest = self.laps.last_key_value().map_or(0, |(&number, _)| number);
        if let Some(number) = counted.filter(|&number| newest < number) {
            let end_ms = Some(record.date);
            self.keep(number, PastLap { end_ms, is_counted: true, ..PastLap::default() });
        }
        let last = self.laps.last_key_value().map(|(&number, &lap)| (number, lap));
        let time_ms = record.last_lap_time.value().filter(|&ms| 0 < ms);
        if let Some((number, lap)) = last.filter(|(_, lap)| lap.is_counted && time_ms.is_some()) {
            self.keep(number, PastLap { time_ms, ..lap });
        }
    }

    fn keep(&mut self, number: i32, lap: PastLap) {
        self.laps.insert(number, lap);
        self.version += 1;
    }

    /// The laps of which it is known when they ended, in order: a lap whose record does not tell ended where the next
    /// one began.
    pub(super) fn ended(&self) -> impl Iterator<Item = (i32, i64, &PastLap)> {
        self.laps.iter().filter_map(|(&number, lap)| {
            let next_start = || self.laps.get(&(number + 1)).and_then(|next| next.start_ms);
            Some((number, lap.end_ms.or_else(next_start)?, lap))
        })
    }
}
