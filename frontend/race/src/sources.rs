//! Which documents each chart is made of, and how it is laid out of them.

use std::sync::Arc;

use gridcast_core::charts::{self, Canvas, ChartKind, Documents};
use gridcast_shared::mart::{LapTelemetry, Standings};
use leptos::prelude::*;

use crate::documents::{Document, RaceDocuments, Shown};
use crate::measure;
use crate::panel::{Frame, Readiness, Source};

/// Telemetry that has been asked for: code, lap and what came.
pub type Telemetry = RwSignal<Vec<(String, u16, Document<LapTelemetry>)>>;

/// What a race's charts are made of.
#[derive(Clone, Copy, Debug)]
pub struct RaceSources {
    /// Its documents.
    pub documents: RaceDocuments,
    /// Single laps' telemetry.
    pub telemetry: Telemetry,
    /// Whether result and tyres stand side by side.
    pub wide: RwSignal<bool>,
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

/// The documents a chart cannot do without, and those it is better with.
fn needs(kind: ChartKind) -> (&'static [Need], &'static [Need]) {
    match kind {
        ChartKind::Tyres => (&[], &[Need::Stints, Need::Laps]),
        ChartKind::TeamPace | ChartKind::DriverPace => (&[Need::Laps], &[Need::Pace]),
        _ => (&[Need::Laps], &[]),
    }
}

impl RaceSources {
    /// The source of a chart of this race.
    pub fn source(self, kind: ChartKind) -> Source {
        let beside_table = move || kind == ChartKind::Tyres && self.wide.get();
        Source {
            id: kind.id(),
            title: kind.title(),
            ready: Box::new(move || {
                beside_table();
                self.ready(kind)
            }),
            layout: Box::new(move |frame| {
                self.with(|documents| {
                    let canvas = canvas(frame, beside_table());
                    Some(charts::chart(kind, documents, &frame.view, &canvas))
                })
            }),
            height: Box::new(move |width| self.with(|documents| kind.height(documents, width))),
        }
    }

    /// Waits for what is on its way, then tells what cannot be done without.
    fn ready(self, kind: ChartKind) -> Readiness {
        let (needed, wanted) = needs(kind);
        let race = self.documents.race.with(|race| standing(race, "result"));
        let mut all: Vec<(Standing, bool)> = vec![(race, true)];
        all.extend(needed.iter().map(|&need| (self.standing(need), true)));
        all.extend(wanted.iter().map(|&need| (self.standing(need), false)));
        if all.iter().any(|(standing, _)| *standing == Standing::Awaited) {
            return Readiness::Awaited;
        }
        let fault = all.into_iter().find_map(|(standing, needed)| match standing {
            Standing::Fault(fault) if needed => Some(fault),
            _ => None,
        });
        fault.map_or(Readiness::Ready, Readiness::Fault)
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
        self.telemetry.with(|laps| {
            let of: Vec<Standing> = laps.iter().map(|lap| standing(&lap.2, "telemetry")).collect();
            if of.contains(&Standing::Here) {
                Standing::Here
            } else if let Some(fault) = of.iter().find(|standing| matches!(standing, Standing::Fault(_))) {
                fault.clone()
            } else if of.is_empty() {
                Standing::Fault("No lap chosen whose telemetry could be shown.".to_owned())
            } else {
                Standing::Awaited
            }
        })
    }

    /// The documents as far as they are here, untracked.
    fn with<T>(self, read: impl FnOnce(&Documents) -> T) -> T {
        fn here<T: Send + Sync + 'static>(document: Shown<T>) -> Option<Arc<T>> {
            document.with_untracked(|document| document.here().cloned())
        }
        let documents = self.documents;
        let (race, laps, stints) = (here(documents.race), here(documents.laps), here(documents.stints));
        let (pit_stops, pace, bests) = (here(documents.pit_stops), here(documents.pace), here(documents.bests));
        let track = here(documents.track);
        let telemetry: Vec<Arc<LapTelemetry>> = self
            .telemetry
            .with_untracked(|laps| laps.iter().filter_map(|lap| lap.2.here().cloned()).collect());
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
            match standings.with(|document| document.fault("standings").map(|fault| fault.replace("race", "season"))) {
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
        measure: &measure::width,
    }
}

/// Whether a chart is of a season and not of a race.
pub fn is_of_season(kind: ChartKind) -> bool {
    kind.id().ends_with("standings")
}
