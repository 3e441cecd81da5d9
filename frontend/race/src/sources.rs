//! Which documents each chart is made of, and how it is laid out of them.

use std::sync::Arc;

use gridcast_core::charts::view::View;
use gridcast_core::charts::{self, Canvas, ChartKind, Documents};
use gridcast_shared::mart::{LapTelemetry, Standings};
use leptos::prelude::*;

use crate::documents::{Document, RaceDocuments, Shown};
use crate::measure;
use crate::panel::{Frame, Place, Readiness, Source};
use crate::telemetry::Telemetry;

/// What a race's charts are made of.
#[derive(Clone, Copy, Debug)]
pub struct RaceSources {
    /// Its documents.
    pub documents: RaceDocuments,
    /// Single laps' telemetry.
    pub telemetry: Telemetry,
    /// Whether result and tyres stand side by side.
    pub beside_table: RwSignal<bool>,
}

/// A document that a chart needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Need {
    Laps,
    Stints,
    PitStops,
    Pace,
    Bests,
    Track,
    Telemetry,
}

/// What a chart is made of: it needs one of the first, and is better with the others.
fn needs(kind: ChartKind) -> (&'static [Need], &'static [Need]) {
    match kind.id() {
        "tyres" => (&[Need::Stints, Need::Laps], &[]),
        "team-pace" | "driver-pace" => (&[Need::Laps, Need::Pace], &[]),
        "lap-times" => (&[Need::Laps], &[Need::Stints]),
        "sectors" | "speed-traps" => (&[Need::Bests], &[]),
        "pit-stops" => (&[Need::PitStops], &[]),
        "telemetry" => (&[Need::Telemetry], &[Need::Laps]),
        "dominance" | "track-map" => (&[Need::Telemetry], &[Need::Track]),
        _ => (&[Need::Laps], &[]),
    }
}

impl RaceSources {
    /// The source of a chart of this race.
    pub fn source(self, kind: ChartKind) -> Source {
        let beside_table = move || kind == ChartKind::Tyres && self.beside_table.get();
        Source {
            id: kind.id(),
            title: kind.title(),
            ready: Box::new(move || {
                beside_table();
                self.ready(kind)
            }),
            layout: Box::new(move |frame| {
                self.with(|documents| {
                    let canvas = canvas(frame, beside_table() && frame.place != Place::Alone);
                    let compare = self.telemetry.compared.get_untracked();
                    let view = View { compare, ..frame.view.clone() };
                    Some(charts::chart(kind, documents, &view, &canvas))
                })
            }),
            height: Box::new(move |width| self.with(|documents| kind.height(documents, width))),
            woken: Box::new(move || {
                if needs(kind).0.contains(&Need::Telemetry) {
                    self.telemetry.wanted.set(true);
                }
            }),
        }
    }

    /// Waits for what is on its way, then tells what cannot be done without.
    fn ready(self, kind: ChartKind) -> Readiness {
        let (one_of, also) = needs(kind);
        let race = self.documents.race.with(|race| standing(race, "result"));
        if let Standing::Fault(fault) = race {
            return Readiness::Fault(fault);
        }
        let one_of: Vec<Standing> = one_of.iter().map(|&need| self.standing(need)).collect();
        // Each is asked, so that each is followed.
        let awaited = also.iter().filter(|&&need| self.standing(need) == Standing::Awaited).count();
        if race == Standing::Awaited || 0 < awaited || one_of.contains(&Standing::Awaited) {
            return Readiness::Awaited;
        }
        let fault = one_of.iter().find_map(|standing| match standing {
            Standing::Fault(fault) => Some(fault.clone()),
            _ => None,
        });
        match fault {
            Some(fault) if !one_of.contains(&Standing::Here) => Readiness::Fault(fault),
            _ => Readiness::Ready,
        }
    }

    fn standing(self, need: Need) -> Standing {
        let documents = self.documents;
        match need {
            Need::Laps => documents.laps.with(|document| standing(document, "laps")),
            Need::Stints => documents.stints.with(|document| standing(document, "stints")),
            Need::PitStops => documents.pit_stops.with(|document| standing(document, "pit stops")),
            Need::Pace => documents.pace.with(|document| standing(document, "pace")),
            Need::Bests => documents.bests.with(|document| standing(document, "best sectors and speeds")),
            Need::Track => documents.track.with(|document| standing(document, "track outline")),
            Need::Telemetry => self.telemetry_standing(),
        }
    }

    /// Of the compared laps: one that came is enough.
    fn telemetry_standing(self) -> Standing {
        let index = self.documents.telemetry.with(|index| standing(index, "telemetry"));
        if index != Standing::Here {
            return index;
        }
        let of: Vec<Standing> = self
            .telemetry
            .documents()
            .iter()
            .map(|lap| standing(lap, "telemetry of the chosen laps"))
            .collect();
        if of.contains(&Standing::Awaited) {
            Standing::Awaited
        } else if of.contains(&Standing::Here) {
            Standing::Here
        } else if let Some(fault) = of.first() {
            fault.clone()
        } else {
            Standing::Fault("No telemetry of the highlighted drivers. Choose others, or a lap.".to_owned())
        }
    }

    /// The documents as far as they are here, untracked.
    fn with<T>(self, read: impl FnOnce(&Documents) -> T) -> T {
        fn here<T: Send + Sync + 'static>(document: Shown<T>) -> Option<Arc<T>> {
            document.with_untracked(|document| document.here().cloned())
        }
        let documents = self.documents;
        let (race, laps, stints) = (here(documents.race), here(documents.laps), here(documents.stints));
        let (pit_stops, pace, bests) =
            (here(documents.pit_stops), here(documents.pace), here(documents.bests));
        let track = here(documents.track);
        let telemetry: Vec<Arc<LapTelemetry>> =
            untrack(|| self.telemetry.documents()).iter().filter_map(|lap| lap.here().cloned()).collect();
        let telemetry: Vec<&LapTelemetry> = telemetry.iter().map(AsRef::as_ref).collect();
        read(&Documents {
            race: race.as_deref(),
            laps: laps.as_deref(),
            stints: stints.as_deref(),
            pit_stops: pit_stops.as_deref(),
            pace: pace.as_deref(),
            bests: bests.as_deref(),
            track: track.as_deref(),
            telemetry: &telemetry,
            standings: None,
        })
    }
}

/// The source of a chart of the season.
pub fn season_source(kind: ChartKind, standings: Shown<Standings>) -> Source {
    let with = move |read: &dyn Fn(&Documents) -> charts::scene::Chart| {
        let standings = standings.with_untracked(|document| document.here().cloned());
        read(&Documents { standings: standings.as_deref(), ..Documents::default() })
    };
    Source {
        id: kind.id(),
        title: kind.title(),
        ready: Box::new(move || {
            match standings
                .with(|document| document.fault("standings").map(|fault| fault.replace("race", "season")))
            {
                Some(fault) => Readiness::Fault(fault),
                None if standings.with(|document| document.here().is_some()) => Readiness::Ready,
                None => Readiness::Awaited,
            }
        }),
        layout: Box::new(move |frame| {
            let canvas = canvas(frame, false);
            Some(with(&|documents| charts::chart(kind, documents, &frame.view, &canvas)))
        }),
        height: Box::new(move |width| {
            let standings = standings.with_untracked(|document| document.here().cloned());
            kind.height(&Documents { standings: standings.as_deref(), ..Documents::default() }, width)
        }),
        woken: Box::new(|| {}),
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Standing {
    Awaited,
    Here,
    Fault(String),
}

fn standing<T>(document: &Document<T>, what: &str) -> Standing {
    match document {
        Document::Here(_) => Standing::Here,
        Document::Awaited => Standing::Awaited,
        other => Standing::Fault(other.fault(what).unwrap_or_default()),
    }
}

fn canvas<'a>(frame: &Frame, beside_table: bool) -> Canvas<'a> {
    Canvas {
        width: frame.size[0],
        height: frame.size[1],
        theme: frame.inks.theme,
        beside_table,
        for_file: frame.place == Place::File,
        measure: &measure::width,
    }
}

/// Whether a chart is of a season and not of a race.
pub fn is_of_season(kind: ChartKind) -> bool {
    use ChartKind as Kind;
    matches!(
        kind,
        Kind::DriverStandings | Kind::ConstructorStandings | Kind::DriverReach | Kind::ConstructorReach
    )
}
