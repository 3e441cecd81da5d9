//! Which documents each chart is made of, and how it is laid out of them.

use std::sync::Arc;

use gridcast_core::charts::build::canvas::Canvas;
use gridcast_core::charts::build::chart::Chart;
use gridcast_core::charts::documents::Documents;
use gridcast_core::charts::kind::{ChartKind, Input, Inputs, inputs};
use gridcast_core::charts::layout;
use gridcast_core::charts::view_state::ViewState;
use gridcast_shared::mart::{LapTelemetry, Standings};
use leptos::prelude::*;

use crate::documents::{Document, DocumentSignal, RaceDocuments};
use crate::measure;
use crate::panel::source::{Frame, Output, Readiness, Source};
use crate::telemetry::Telemetry;
use crate::words::{self, DocumentName};

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

impl RaceSources {
    /// The source of a chart of this race.
    pub fn source(self, kind: ChartKind) -> Source {
        let beside_table = move || kind == ChartKind::Tyres && self.beside_table.get();
        Source {
            kind,
            ready: Box::new(move || {
                beside_table();
                self.ready(kind)
            }),
            layout: Box::new(move |frame| {
                self.with(|documents| {
                    let canvas = canvas(frame, beside_table() && frame.output != Output::Standalone);
                    let compare = self.telemetry.compared.get_untracked();
                    let view = ViewState { compare, ..frame.view.clone() };
                    Some(layout::chart(kind, documents, &view, &canvas))
                })
            }),
            height: Box::new(move |width| self.with(|documents| layout::height(kind, documents, width))),
            woken: Box::new(move || {
                if inputs(kind).one_of.contains(&Input::Telemetry) {
                    self.telemetry.wanted.set(true);
                }
            }),
        }
    }

    /// Waits for what is on its way, then tells what cannot be done without.
    fn ready(self, kind: ChartKind) -> Readiness {
        let Inputs { one_of, also } = inputs(kind);
        let race = self.documents.race.with(|race| availability(race, DocumentName::Result));
        if let Availability::Fault(fault) = race {
            return Readiness::Fault(fault);
        }
        let one_of: Vec<Availability> = one_of.iter().map(|&input| self.availability(input)).collect();
        // Each is asked, so that each is followed.
        let awaited = also.iter().filter(|&&input| self.availability(input) == Availability::Awaited).count();
        if race == Availability::Awaited || 0 < awaited || one_of.contains(&Availability::Awaited) {
            return Readiness::Awaited;
        }
        let fault = one_of.iter().find_map(|standing| match standing {
            Availability::Fault(fault) => Some(fault.clone()),
            _ => None,
        });
        match fault {
            Some(fault) if !one_of.contains(&Availability::Here) => Readiness::Fault(fault),
            _ => Readiness::Ready,
        }
    }

    fn availability(self, input: Input) -> Availability {
        let documents = self.documents;
        match input {
            Input::Laps => documents.laps.with(|document| availability(document, DocumentName::Laps)),
            Input::Stints => documents.stints.with(|document| availability(document, DocumentName::Stints)),
            Input::PitStops => {
                documents.pit_stops.with(|document| availability(document, DocumentName::PitStops))
            }
            Input::Pace => documents.pace.with(|document| availability(document, DocumentName::Pace)),
            Input::Bests => documents.bests.with(|document| availability(document, DocumentName::Bests)),
            Input::Qualifying => {
                documents.qualifying.with(|document| availability(document, DocumentName::Qualifying))
            }
            Input::LongRuns => {
                documents.long_runs.with(|document| availability(document, DocumentName::LongRuns))
            }
            Input::Track => documents.track.with(|document| availability(document, DocumentName::Track)),
            Input::Telemetry => self.telemetry_availability(),
        }
    }

    /// Of the compared laps: one that came is enough.
    fn telemetry_availability(self) -> Availability {
        let index = self.documents.telemetry.with(|index| availability(index, DocumentName::Telemetry));
        if index != Availability::Here {
            return index;
        }
        let of: Vec<Availability> = self
            .telemetry
            .documents()
            .iter()
            .map(|lap| availability(lap, DocumentName::ChosenTelemetry))
            .collect();
        if of.contains(&Availability::Awaited) {
            Availability::Awaited
        } else if of.contains(&Availability::Here) {
            Availability::Here
        } else if let Some(fault) = of.first() {
            fault.clone()
        } else {
            Availability::Fault(words::no_telemetry_of_drivers().to_owned())
        }
    }

    /// The documents as far as they are here, untracked.
    fn with<T>(self, read: impl FnOnce(&Documents) -> T) -> T {
        fn here<T: Send + Sync + 'static>(document: DocumentSignal<T>) -> Option<Arc<T>> {
            document.with_untracked(|document| document.here().cloned())
        }
        let documents = self.documents;
        let (race, laps, stints) = (here(documents.race), here(documents.laps), here(documents.stints));
        let (pit_stops, pace, bests) =
            (here(documents.pit_stops), here(documents.pace), here(documents.bests));
        let (qualifying, long_runs) = (here(documents.qualifying), here(documents.long_runs));
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
            qualifying: qualifying.as_deref(),
            long_runs: long_runs.as_deref(),
            track: track.as_deref(),
            telemetry: &telemetry,
            standings: None,
        })
    }
}

/// The source of a chart of the season.
pub fn season_source(kind: ChartKind, standings: DocumentSignal<Standings>) -> Source {
    let with = move |read: &dyn Fn(&Documents) -> Chart| {
        let standings = standings.with_untracked(|document| document.here().cloned());
        read(&Documents { standings: standings.as_deref(), ..Documents::default() })
    };
    Source {
        kind,
        ready: Box::new(move || {
            match standings.with(|document| availability(document, DocumentName::Standings)) {
                Availability::Fault(fault) => Readiness::Fault(fault),
                Availability::Here => Readiness::Ready,
                Availability::Awaited => Readiness::Awaited,
            }
        }),
        layout: Box::new(move |frame| {
            let canvas = canvas(frame, false);
            Some(with(&|documents| layout::chart(kind, documents, &frame.view, &canvas)))
        }),
        height: Box::new(move |width| {
            let standings = standings.with_untracked(|document| document.here().cloned());
            layout::height(
                kind,
                &Documents { standings: standings.as_deref(), ..Documents::default() },
                width,
            )
        }),
        woken: Box::new(|| {}),
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Availability {
    Awaited,
    Here,
    Fault(String),
}

fn availability<T>(document: &Document<T>, name: DocumentName) -> Availability {
    match (document, document.fault()) {
        (_, Some(fault)) => Availability::Fault(words::fault(name, fault)),
        (Document::Awaited, None) => Availability::Awaited,
        (_, None) => Availability::Here,
    }
}

fn canvas<'a>(frame: &Frame, beside_table: bool) -> Canvas<'a> {
    Canvas {
        width: frame.size[0],
        height: frame.size[1],
        theme: frame.palette.theme,
        beside_table,
        for_file: frame.output == Output::File,
        measure: &measure::width,
    }
}
