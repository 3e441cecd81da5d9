//! Which laps' telemetry is compared, and their documents: asked for only when a chart of it is near the window.

use std::time::Duration;

use gridcast_core::charts::view_state::MOST_COMPARED;
use gridcast_shared::mart::{LapTelemetry, Race, SessionKey, TelemetryIndex};
use leptos::prelude::*;

use crate::documents::{Document, DocumentSignal, RaceDocuments, fetch};
use crate::viewer::Viewer;

/// How many laps are compared when the viewer has chosen none.
const FIRST: usize = 2;

/// A lap is compared when the cursor has rested on it for as long: held keys go over many, of which none is wanted.
const PAUSE: Duration = Duration::from_millis(300);

/// A lap: code and number.
pub type Lap = (String, u16);

/// A lap and what came of asking for it.
type Asked = (Lap, DocumentSignal<LapTelemetry>);

/// Single laps' telemetry.
#[derive(Clone, Copy, Debug)]
pub struct Telemetry {
    /// The laps that are compared: the viewer's choice, else of the chosen drivers the lap on which the cursor
    /// rests, or their best.
    pub compared: Memo<Vec<Lap>>,
    /// Whether a chart of it has been near the window.
    pub wanted: RwSignal<bool>,
    asked: RwSignal<Vec<Asked>>,
    /// Of which session.
    of: SessionKey,
}

impl Telemetry {
    /// Of a session.
    pub fn new(of: SessionKey, documents: RaceDocuments, viewer: Viewer) -> Self {
        let asked = RwSignal::new(Vec::<Asked>::new());
        let rests = RwSignal::new(viewer.cursor.get_untracked());
        let mut rest = debounce(PAUSE, move |lap| {
            rests.try_set(lap);
        });
        Effect::new(move || {
            let lap = viewer.cursor.get();
            // Before anything is asked for there is nothing to spare.
            if asked.with_untracked(Vec::is_empty) { rests.set(lap) } else { rest(lap) }
        });
        let compared = Memo::new(move |_| {
            let compare = viewer.view.with(|view| view.compare.clone());
            if !compare.is_empty() {
                return compare;
            }
            let race = documents.race.with(|race| race.here().cloned());
            let index = documents.telemetry.with(|index| index.here().cloned());
            let Some((race, index)) = race.zip(index) else { return Vec::new() };
            viewer.chosen.with(|chosen| first_compared(&race, &index, chosen, rests.get()))
        });
        let telemetry = Self { compared, wanted: RwSignal::new(false), asked, of };
        // The documents stay with the page, so that an effect's later runs do not forget them.
        let owner = Owner::current();
        Effect::new(move || {
            if !telemetry.wanted.get() {
                return;
            }
            for lap in telemetry.compared.get() {
                if telemetry.asked.with_untracked(|asked| asked.iter().any(|one| one.0 == lap)) {
                    continue;
                }
                let make = || RwSignal::new(Document::Awaited);
                let document = owner.as_ref().map_or_else(make, |owner| owner.with(make));
                telemetry.ask(&lap, document);
                telemetry.asked.update(|asked| asked.push((lap, document)));
            }
        });
        telemetry
    }

    fn ask(self, lap: &Lap, document: DocumentSignal<LapTelemetry>) {
        let name = format!("{}/telemetry/{}-{}", self.of, lap.0, lap.1);
        leptos::task::spawn_local(async move {
            document.try_set(fetch::<LapTelemetry>(&name).await);
        });
    }

    /// Asks once more for what did not come for want of a connection.
    pub fn again(self) {
        for (lap, document) in self.asked.get_untracked() {
            if document.with_untracked(Document::is_unreachable) {
                document.set(Document::Awaited);
                self.ask(&lap, document);
            }
        }
    }

    /// Whether one of the compared laps did not come for want of a connection; tracked.
    pub fn is_any_unreachable(self) -> bool {
        self.documents().iter().any(Document::is_unreachable)
    }

    /// What came of the compared laps, in their order; tracked.
    pub fn documents(self) -> Vec<Document<LapTelemetry>> {
        let compared = self.compared.get();
        self.asked.with(|asked| {
            compared
                .iter()
                .map(|lap| {
                    let document = asked.iter().find(|one| one.0 == *lap).map(|one| one.1);
                    document.map_or(Document::Awaited, |document| document.get())
                })
                .collect()
        })
    }
}

/// Of each of the first chosen drivers the lap under the cursor, else their best, else any that there is.
fn first_compared(race: &Race, index: &TelemetryIndex, chosen: &[String], cursor: Option<u16>) -> Vec<Lap> {
    let laps_of = |driver: u8| -> Vec<u16> {
        index.driver.iter().zip(&index.lap).filter(|(of, _)| **of == driver).map(|(_, lap)| *lap).collect()
    };
    let mut laps = Vec::new();
    for code in chosen {
        let Some(driver) = race.drivers.iter().position(|driver| driver.code == *code) else { continue };
        let there = laps_of(driver as u8);
        let best =
            race.results.iter().find(|row| usize::from(row.driver) == driver).and_then(|row| row.best_lap);
        let wanted = [cursor, best].into_iter().flatten().find(|lap| there.contains(lap));
        if let Some(lap) = wanted.or(there.first().copied()) {
            laps.push((code.clone(), lap));
        }
        if FIRST <= laps.len() {
            break;
        }
    }
    laps
}

/// The laps of a driver that there is telemetry of, ascending.
pub fn laps_of(race: &Race, index: &TelemetryIndex, code: &str) -> Vec<u16> {
    let Some(driver) = race.drivers.iter().position(|driver| driver.code == code) else { return Vec::new() };
    let mut laps: Vec<u16> = index
        .driver
        .iter()
        .zip(&index.lap)
        .filter(|(of, _)| usize::from(**of) == driver)
        .map(|(_, lap)| *lap)
        .collect();
    laps.sort_unstable();
    laps
}

/// The compared laps with one more or one less; the first go when there are too many.
pub fn toggled(compared: &[Lap], lap: &Lap) -> Vec<Lap> {
    let mut laps: Vec<Lap> = compared.to_vec();
    if laps.contains(lap) {
        laps.retain(|one| one != lap);
    } else {
        laps.push(lap.clone());
        if MOST_COMPARED < laps.len() {
            laps.remove(0);
        }
    }
    laps
}

#[cfg(test)]
mod tests {
    use super::*;
    use gridcast_shared::mart::{Driver, ResultRow};

    fn race() -> (Race, TelemetryIndex) {
        let driver = |code: &str| Driver { code: code.into(), number: None, name: code.into(), team: None };
        let race = Race {
            drivers: vec![driver("NOR"), driver("VER"), driver("PIA")],
            results: vec![ResultRow { best_lap: Some(43), ..ResultRow::default() }],
            ..Race::default()
        };
        let index = TelemetryIndex { version: 1, driver: vec![0, 0, 1, 2], lap: vec![44, 43, 44, 9] };
        (race, index)
    }

    fn lap(code: &str, lap: u16) -> Lap {
        (code.to_owned(), lap)
    }

    #[test]
    fn the_cursors_lap_then_the_best_then_any() {
        let (race, index) = race();
        let chosen = ["PIA", "NOR", "VER"].map(str::to_owned);
        assert_eq!(first_compared(&race, &index, &chosen, None), [lap("PIA", 9), lap("NOR", 43)]);
        assert_eq!(first_compared(&race, &index, &chosen[1..], Some(44)), [lap("NOR", 44), lap("VER", 44)]);
        assert_eq!(first_compared(&race, &TelemetryIndex::default(), &chosen, None), []);
        assert_eq!(laps_of(&race, &index, "NOR"), [43, 44]);
        assert_eq!(laps_of(&race, &index, "XXX"), Vec::<u16>::new());
    }

    #[test]
    fn four_are_compared_at_most() {
        let mut laps = Vec::new();
        for n in 1..=5 {
            laps = toggled(&laps, &lap("NOR", n));
        }
        assert_eq!(laps.iter().map(|lap| lap.1).collect::<Vec<_>>(), [2, 3, 4, 5]);
        assert_eq!(toggled(&laps, &lap("NOR", 3)).len(), 3);
    }
}
