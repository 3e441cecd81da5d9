//! From records to samples: which halves of a record were measured, what is dirt, and why something was dropped.
//!
//! FastF1 merges two feeds by interpolating each onto the other's dates, so half of every record is synthetic.
//! Unless a record's `Source` says which, a half counts as synthetic when one of its values has a fraction, decided
//! by a 3/4 majority of the cars that share a date, since an unchanged value stays whole when interpolated.

use crate::ids::CarIndex;
use crate::telemetry::{CarData, Halves, Position, Sample};
use crate::topics::TeleRecord;
use crate::units::{
    MAX_CARS, MAX_GEAR, MAX_RPM_STEPS, MAX_SPEED_KMH, MAX_THROTTLE_PCT, MAX_XY, MAX_Z, RPM_STEP,
};

/// A rule that took something away from a record. Its name is the `rule` label of the counter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// Neither half was measured: the whole sample is interpolation, made where one lap's records end.
    Unmeasured,
    /// X, Y and Z are all 0, "no position"; the sample had nothing else measured and is gone.
    NoPosition,
    /// As [`Rule::NoPosition`], but the car data stays.
    PositionHeld,
    /// A gear outside 0 to 8; the car's last gear stands in.
    GearHeld,
}

impl Rule {
    /// All rules.
    pub const ALL: [Self; 4] = [Self::Unmeasured, Self::NoPosition, Self::PositionHeld, Self::GearHeld];

    /// A short stable word for counters.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unmeasured => "unmeasured",
            Self::NoPosition => "no_position",
            Self::PositionHeld => "position_held",
            Self::GearHeld => "gear_held",
        }
    }
}

/// What to do with halves that were not measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// Send measured halves only: the honest stream and the smaller one.
    Measured,
    /// Send both halves, the synthetic ones too: lossless, for benches.
    Both,
}

/// Turns the records of one date into samples, holding each car's last value where a record has a hole.
#[derive(Clone, Debug)]
pub struct Cleaner {
    keep: Keep,
    held: [Held; MAX_CARS],
}

#[derive(Clone, Copy, Debug, Default)]
struct Held {
    car_data: CarData,
    position: Option<Position>,
}

impl Cleaner {
    /// A cleaner that has seen nothing.
    pub fn new(keep: Keep) -> Self {
        Self { keep, held: [Held::default(); MAX_CARS] }
    }

    /// Cleans the records of one date: appends a sample for each record that keeps something, and calls `took`
    /// with every rule that applied. Records of one car at one date (a lap's end) each become a sample.
    /// A car index at or above [`MAX_CARS`] is ignored; callers bound their tables.
    pub fn clean(
        &mut self,
        records: &[(CarIndex, TeleRecord)],
        samples: &mut Vec<Sample>,
        mut took: impl FnMut(CarIndex, Rule),
    ) {
        let measured = measured_halves(records);
        for (car, record) in records {
            let Some(held) = self.held.get_mut(car.index()) else { continue };
            let measured = source_halves(record).unwrap_or(measured);
            let wanted = match self.keep {
                Keep::Measured => measured,
                Keep::Both => Halves::BOTH,
            };
            let car_data = held.car_data(record, || took(*car, Rule::GearHeld));
            let position = held.position(record);
            let mut sample = Sample {
                date_ms: record.date,
                car: *car,
                measured,
                car_data: Some(car_data).filter(|_| wanted.car_data && has_car_data(record)),
                position: position.filter(|_| wanted.position),
            };
            sample.measured.car_data &= sample.car_data.is_some();
            sample.measured.position &= sample.position.is_some();
            if sample.present().is_empty() {
                let why =
                    if measured.position && position.is_none() { Rule::NoPosition } else { Rule::Unmeasured };
                took(*car, why);
                continue;
            }
            if wanted.position && position.is_none() {
                took(*car, Rule::PositionHeld);
            }
            samples.push(sample);
        }
    }
}

impl Held {
    fn car_data(&mut self, record: &TeleRecord, on_bad_gear: impl FnOnce()) -> CarData {
        let held = &mut self.car_data;
        let whole = |value: Option<f64>, step: f64, max: u16, last: u16| match value {
            Some(value) if value.is_finite() => (value / step).round().clamp(0.0, f64::from(max)) as u16,
            _ => last,
        };
        held.speed_kmh = whole(record.speed, 1.0, MAX_SPEED_KMH, held.speed_kmh);
        held.throttle_pct =
            whole(record.throttle, 1.0, MAX_THROTTLE_PCT.into(), held.throttle_pct.into()) as u8;
        held.rpm_steps = whole(record.rpm, RPM_STEP.into(), MAX_RPM_STEPS, held.rpm_steps);
        match record.n_gear {
            Some(gear) if (0..=i64::from(MAX_GEAR)).contains(&gear) => held.gear = gear as u8,
            Some(_) => on_bad_gear(),
            None => {}
        }
        held.brake = record.brake.unwrap_or(held.brake);
        held.drs_open = record.drs.map_or(held.drs_open, is_drs_open);
        held.lap = whole(record.lap, 1.0, 255, held.lap.into()) as u8;
        *held
    }

    fn position(&mut self, record: &TeleRecord) -> Option<Position> {
        let (x, y) = (record.x?, record.y?);
        let z = record.z.filter(|z| z.is_finite());
        if !x.is_finite() || !y.is_finite() || (x == 0.0 && y == 0.0 && z.unwrap_or(0.0) == 0.0) {
            return None;
        }
        let unit = |value: f64, max: i32| value.round().clamp(-f64::from(max), f64::from(max)) as i32;
        let z = z.map_or_else(|| self.position.map_or(0, |held| held.z), |z| unit(z, MAX_Z));
        self.position = Some(Position { x: unit(x, MAX_XY), y: unit(y, MAX_XY), z });
        self.position
    }
}

/// The feed's codes 10, 12 and 14 mean open, 8 means allowed; the original's records say 1.
fn is_drs_open(drs: i64) -> bool {
    matches!(drs, 1 | 10 | 12 | 14)
}

fn has_car_data(record: &TeleRecord) -> bool {
    record.speed.is_some() || record.rpm.is_some() || record.throttle.is_some() || record.n_gear.is_some()
}

/// What the record itself says, in FastF1's words.
fn source_halves(record: &TeleRecord) -> Option<Halves> {
    match record.source.as_deref()? {
        "car" => Some(Halves { car_data: true, position: false }),
        "pos" => Some(Halves { car_data: false, position: true }),
        "interpolation" => Some(Halves::default()),
        _ => None,
    }
}

/// Which halves of a date's records were measured, by a 3/4 majority of those that have the half at all.
///
/// Cars that stand still (an unchanged value stays whole) vote like the others; a car at 0,0,0 does not vote on
/// positions.
pub fn measured_halves(records: &[(CarIndex, TeleRecord)]) -> Halves {
    let mut car_data = Vote::default();
    let mut position = Vote::default();
    for (_, record) in records {
        if let (Some(rpm), Some(speed)) = (record.rpm, record.speed) {
            car_data.cast(rpm.fract() == 0.0 && speed.fract() == 0.0);
        }
        if let (Some(x), Some(y)) = (record.x, record.y)
            && (x != 0.0 || y != 0.0)
        {
            position.cast(x.fract() == 0.0 && y.fract() == 0.0);
        }
    }
    Halves { car_data: car_data.passes(), position: position.passes() }
}

#[derive(Default)]
struct Vote {
    whole: usize,
    all: usize,
}

impl Vote {
    fn cast(&mut self, whole: bool) {
        self.whole += usize::from(whole);
        self.all += 1;
    }

    fn passes(&self) -> bool {
        self.all != 0 && self.all * 3 <= self.whole * 4
    }
}
