//! Records through the gateway's race as they go through it live, for benches that look at its states.

use gridcast_gateway::race::Race;
use gridcast_producer::Timed;
use gridcast_shared::clean::{Cleaner, Keep};
use gridcast_shared::ids::{CarIndex, SessionId};
use gridcast_shared::race::RaceState;
use gridcast_shared::topics::{Record, TeleRecord};

/// Plays records through the gateway's race; `look` sees its time and state each `every_ms` of that time.
pub(crate) fn play(records: &[Timed], every_ms: i64, mut look: impl FnMut(i64, &RaceState)) {
    let mut race = Race::new(SessionId::from_start(0));
    let mut cleaner = Cleaner::new(Keep::Measured);
    let mut batch: Vec<(CarIndex, TeleRecord)> = Vec::new();
    let mut samples = Vec::new();
    let mut looked_ms = 0;
    for timed in records {
        if let Some((_, first)) = batch.first()
            && !matches!(&timed.record, Record::Tele(tele) if tele.date == first.date)
        {
            samples.clear();
            cleaner.clean(&batch, &mut samples, |_, _| {});
            race.samples(&samples);
            batch.clear();
        }
        match &timed.record {
            Record::Tele(tele) => {
                if let Some(car) = race.car(tele.driver) {
                    batch.push((car, (*tele).clone()));
                }
            }
            Record::Lap(lap) => {
                race.lap(lap);
            }
            // A line that does not fit is counted elsewhere.
            Record::Session(session) => race.session(session).unwrap_or_default(),
            Record::Timing(timing) => race.timing(timing),
            Record::RaceControl(message) => race.race_control(message),
            Record::Weather(weather) => race.weather(weather),
        }
        let now_ms = race.now_ms();
        if looked_ms + every_ms <= now_ms {
            looked_ms = now_ms;
            look(now_ms, race.state());
        }
    }
}
