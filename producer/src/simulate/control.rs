//! Race control: lights, flags, the safety car, the chequered flag, and what is said about them.

use gridcast_shared::ids::{DriverCode, SessionId};
use gridcast_shared::topics::{RaceControlRecord, Record, TimingRecord, Update, WeatherRecord};

use super::car::{Car, Doing};

/// From a car's rest beside the track to the safety car, and to its retirement.
const TO_SAFETY_CAR_MS: i64 = 8_000;
const TO_RETIREMENT_MS: i64 = 30_000;

/// Laps of the leader behind the safety car.
const SAFETY_CAR_LAPS: u8 = 3;

/// The stream goes on this long after the last car's finish, and after the leader's at most.
const AFTER_LAST_MS: i64 = 12_000;
const AFTER_LEADER_MS: i64 = 130_000;

/// Between two weather records.
const WEATHER_EVERY_MS: i64 = 60_000;

/// How the race may be driven now.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pace {
    pub(super) lights_out_ms: i64,
    /// Behind the safety car: no passing.
    pub(super) is_slow: bool,
    /// Who drives behind the safety car itself.
    pub(super) queue_leader: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Grid,
    Green,
    Yellow { since: i64 },
    SafetyCar { until_lap: Option<u8> },
    Flag { since: i64 },
}

/// What a car's doings mean to timing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    PitIn,
    PitOut,
    Stopped,
    Retired,
}

/// Race control.
#[derive(Clone, Debug)]
pub(super) struct Control {
    session: SessionId,
    lights_out_ms: i64,
    laps: u8,
    phase: Phase,
    leader: Option<usize>,
    leader_lap: u8,
    told: Vec<Option<Change>>,
    stops: Vec<u8>,
    finished: Option<i64>,
    out: Vec<Record>,
    next_weather_ms: i64,
}

impl Control {
    /// Before the start.
    pub(super) fn new(session: SessionId, lights_out_ms: i64, laps: u8) -> Self {
        Self {
            session,
            lights_out_ms,
            laps,
            phase: Phase::Grid,
            leader: None,
            leader_lap: 1,
            told: Vec::new(),
            stops: Vec::new(),
            finished: None,
            out: Vec::new(),
            next_weather_ms: 0,
        }
    }

    /// How the race may be driven, and what time brings.
    pub(super) fn pace(&mut self, now: i64) -> Pace {
        if self.next_weather_ms <= now {
            self.next_weather_ms = now + WEATHER_EVERY_MS;
            self.weather(now);
        }
        match self.phase {
            Phase::Grid if self.lights_out_ms <= now => {
                self.phase = Phase::Green;
                self.say(now, Some("CLEAR"), None, "GREEN LIGHT, RACE STARTS");
            }
            Phase::Yellow { since } if since + TO_SAFETY_CAR_MS <= now => {
                self.phase = Phase::SafetyCar { until_lap: None };
                self.say(now, Some("SAFETY CAR"), None, "SAFETY CAR DEPLOYED");
            }
            _ => {}
        }
        let is_slow = matches!(self.phase, Phase::SafetyCar { .. });
        Pace { lights_out_ms: self.lights_out_ms, is_slow, queue_leader: self.leader.filter(|_| is_slow) }
    }

    /// The track's status as a digit of a lap's record.
    pub(super) fn status_digit(&self) -> u8 {
        match self.phase {
            Phase::Yellow { .. } => 2,
            Phase::SafetyCar { .. } => 4,
            _ => 1,
        }
    }

    /// A car crosses the line at the end of a lap, at a place.
    pub(super) fn line(&mut self, position: u8, lap: u8, at_ms: i64, car: &mut Car) {
        if position == 1 {
            self.leader = Some(car.index);
            self.leader_lap = lap + 1;
            self.leader_line(lap, at_ms);
        }
        if let Phase::Flag { .. } = self.phase {
            car.doing = Doing::Finished;
            self.finished = Some(at_ms);
            return;
        }
        let next = lap + 1;
        let planned = car.plan.first().is_some_and(|(at, _)| *at <= next);
        // Behind the safety car a stop is cheap: whoever is near to one takes it.
        let cheap = matches!(self.phase, Phase::SafetyCar { until_lap: Some(until) } if next < until)
            && car.plan.first().is_some_and(|(at, _)| *at <= next + self.laps / 5);
        car.boxing = (planned || cheap) && next < self.laps;
    }

    fn leader_line(&mut self, lap: u8, at_ms: i64) {
        match self.phase {
            _ if self.laps <= lap => {
                self.phase = Phase::Flag { since: at_ms };
                self.say(at_ms, Some("CHEQUERED"), None, "CHEQUERED FLAG");
            }
            Phase::SafetyCar { until_lap: None } => {
                self.phase = Phase::SafetyCar { until_lap: Some(lap + SAFETY_CAR_LAPS) };
            }
            Phase::SafetyCar { until_lap: Some(until) } if until <= lap => {
                self.phase = Phase::Green;
                self.say(at_ms, Some("CLEAR"), None, "TRACK CLEAR");
            }
            Phase::SafetyCar { until_lap: Some(until) } if until == lap + 1 => {
                self.say(at_ms, None, None, "SAFETY CAR IN THIS LAP");
            }
            _ => {}
        }
    }

    /// What a car's doings have become since the last look.
    pub(super) fn watch(&mut self, i: usize, car: &Car, now: i64) -> Option<Change> {
        if self.told.len() <= i {
            self.told.resize(i + 1, None);
            self.stops.resize(i + 1, 0);
        }
        let last = self.told[i];
        let change = match car.doing {
            Doing::Pit(..) if last != Some(Change::PitIn) => Change::PitIn,
            Doing::Racing | Doing::Finished if last == Some(Change::PitIn) => Change::PitOut,
            Doing::Stopping(Some(_)) if !matches!(last, Some(Change::Stopped | Change::Retired)) => {
                Change::Stopped
            }
            Doing::Stopping(Some(since))
                if last == Some(Change::Stopped) && since + TO_RETIREMENT_MS <= now =>
            {
                Change::Retired
            }
            _ => return None,
        };
        self.told[i] = Some(change);
        match change {
            Change::PitOut => self.stops[i] += 1,
            Change::Stopped => self.stopped(car, now),
            Change::PitIn | Change::Retired => {}
        }
        Some(change)
    }

    fn stopped(&mut self, car: &Car, now: i64) {
        let code = car.entry.code;
        let text = format!("CAR {} ({code}) STOPPED AT THE SIDE OF THE TRACK", car.entry.number);
        self.say(now, None, DriverCode::parse(code).ok(), &text);
        if self.phase == Phase::Green && self.leader_lap + SAFETY_CAR_LAPS + 1 < self.laps {
            self.phase = Phase::Yellow { since: now };
            self.say(now, Some("YELLOW"), None, "YELLOW FLAG");
        }
    }

    /// Whether there is nothing more to tell.
    pub(super) fn is_over(&self, now: i64, cars: &[Car]) -> bool {
        let Phase::Flag { since } = self.phase else { return false };
        let all = cars.iter().all(|car| matches!(car.doing, Doing::Finished | Doing::Stopping(_)));
        (all && self.finished.is_some_and(|last| last + AFTER_LAST_MS <= now))
            || since + AFTER_LEADER_MS <= now
    }

    /// What was said since the last call.
    pub(super) fn drain(&mut self) -> Vec<Record> {
        std::mem::take(&mut self.out)
    }

    fn say(&mut self, now: i64, flag: Option<&str>, driver: Option<DriverCode>, text: &str) {
        let mut record = RaceControlRecord::new(self.session.clone(), now);
        record.lap = Some(self.leader_lap);
        record.category = Some(if flag.is_some() { "Flag" } else { "Other" }.to_owned());
        record.flag = flag.map(str::to_owned);
        record.driver = driver;
        record.message = Some(text.to_owned());
        self.out.push(Record::RaceControl(Box::new(record)));
    }

    fn weather(&mut self, now: i64) {
        let minutes = (now - self.lights_out_ms) as f64 / 60_000.0;
        let tenth = |value: f64| (value * 10.0).round() / 10.0;
        let mut record = WeatherRecord::new(self.session.clone(), now);
        record.air_temp = Some(tenth(22.4 - 0.02 * minutes));
        record.track_temp = Some(tenth(36.8 - 0.06 * minutes));
        record.humidity = Some(54.0);
        record.rainfall = Some(false);
        record.wind_speed = Some(tenth(2.1 + 0.7 * (minutes * 0.9).sin()));
        record.wind_direction = Some((212.0 + 20.0 * (minutes * 0.37).sin()).round());
        self.out.push(Record::Weather(record));
    }
}

impl Change {
    /// The timing record that tells it.
    pub(super) fn record(self, code: DriverCode, now: i64, car: &Car) -> TimingRecord {
        let mut record = TimingRecord::new(code, now);
        match self {
            Self::PitIn => record.in_pit = Update::Set(true),
            Self::PitOut => {
                record.in_pit = Update::Set(false);
                record.pit_stops = Update::Set(car.set.stint.saturating_sub(1));
                record.compound = Update::Set(car.set.tyre.name().to_owned());
                record.tyre_life = Update::Set(car.set.laps);
            }
            Self::Stopped => record.stopped = Update::Set(true),
            Self::Retired => record.retired = Update::Set(true),
        }
        record
    }
}
