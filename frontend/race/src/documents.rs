//! The mart documents of the page: each is fetched on its own, and a fault of one is no fault of another.

use std::sync::Arc;

use gloo_net::http::Request;
use gridcast_shared::mart;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::EventSource;

use crate::schedule;

/// A document, or why there is none.
#[derive(Debug, PartialEq)]
pub enum Document<T> {
    /// On its way.
    Awaited,
    /// Here.
    Here(Arc<T>),
    /// The gateway has no such document.
    Missing,
    /// It came, and cannot be read: cut off, or of another version.
    Broken,
    /// It did not come.
    Unreachable,
}

// Derived, it would ask the same of `T`.
impl<T> Clone for Document<T> {
    fn clone(&self) -> Self {
        match self {
            Self::Awaited => Self::Awaited,
            Self::Here(document) => Self::Here(Arc::clone(document)),
            Self::Missing => Self::Missing,
            Self::Broken => Self::Broken,
            Self::Unreachable => Self::Unreachable,
        }
    }
}

impl<T> Document<T> {
    /// The document when it is here.
    pub fn here(&self) -> Option<&Arc<T>> {
        match self {
            Self::Here(document) => Some(document),
            _ => None,
        }
    }

    /// What to say in its place; nothing while it may still come or when it is here.
    pub fn fault(&self, what: &str) -> Option<String> {
        match self {
            Self::Awaited | Self::Here(_) => None,
            Self::Missing => Some(format!("No {what} for this race.")),
            Self::Broken => {
                Some(format!("The {what} arrived incomplete. The rest of the page is unaffected."))
            }
            Self::Unreachable => {
                Some(format!("The {what} did not arrive. Check the connection, then try again."))
            }
        }
    }
}

/// A document that states its version.
pub trait Versioned {
    /// See [`mart::VERSION`].
    fn version(&self) -> u32;
}

macro_rules! versioned {
    ($($document:ident)+) => {
        $(impl Versioned for mart::$document {
            fn version(&self) -> u32 {
                self.version
            }
        })+
    };
}

versioned! { Index Race Laps Stints PitStops Pace Bests Track TelemetryIndex LapTelemetry Schedule Standings }

/// A document of the page.
pub type Shown<T> = RwSignal<Document<T>>;

/// Everything that the page of one race is made of, but single laps' telemetry.
#[derive(Clone, Copy, Debug)]
pub struct RaceDocuments {
    /// Who drove, and how it ended.
    pub race: Shown<mart::Race>,
    /// Every lap.
    pub laps: Shown<mart::Laps>,
    /// Stints.
    pub stints: Shown<mart::Stints>,
    /// Pit stops.
    pub pit_stops: Shown<mart::PitStops>,
    /// Box plots.
    pub pace: Shown<mart::Pace>,
    /// Best sectors and highest speeds.
    pub bests: Shown<mart::Bests>,
    /// The circuit.
    pub track: Shown<mart::Track>,
    /// Of which laps there is telemetry.
    pub telemetry: Shown<mart::TelemetryIndex>,
}

impl RaceDocuments {
    /// Asks for all documents of a race.
    pub fn fetch(season: u16, round: u8) -> Self {
        let documents = Self {
            race: RwSignal::new(Document::Awaited),
            laps: RwSignal::new(Document::Awaited),
            stints: RwSignal::new(Document::Awaited),
            pit_stops: RwSignal::new(Document::Awaited),
            pace: RwSignal::new(Document::Awaited),
            bests: RwSignal::new(Document::Awaited),
            track: RwSignal::new(Document::Awaited),
            telemetry: RwSignal::new(Document::Awaited),
        };
        documents.again(season, round);
        documents
    }

    /// Asks for what is neither here nor on its way.
    pub fn again(&self, season: u16, round: u8) {
        let name = |document: &str| format!("{season}/{round}/{document}");
        load(self.race, name("race"));
        load(self.stints, name("stints"));
        load(self.laps, name("laps"));
        load(self.pace, name("pace"));
        load(self.pit_stops, name("pit_stops"));
        load(self.bests, name("bests"));
        load(self.track, name("track"));
        load(self.telemetry, name("telemetry"));
    }
}

impl RaceDocuments {
    /// Asks for all documents once more; what has not changed stays as it is, with what is drawn of it.
    pub fn renew(&self, season: u16, round: u8) {
        let name = |document: &str| format!("{season}/{round}/{document}");
        renew(self.race, name("race"));
        renew(self.stints, name("stints"));
        renew(self.laps, name("laps"));
        renew(self.pace, name("pace"));
        renew(self.pit_stops, name("pit_stops"));
        renew(self.bests, name("bests"));
        renew(self.track, name("track"));
        renew(self.telemetry, name("telemetry"));
    }
}

/// The documents of a season.
#[derive(Clone, Copy, Debug)]
pub struct SeasonDocuments {
    /// Its weekends.
    pub schedule: Shown<mart::Schedule>,
    /// Both championships.
    pub standings: Shown<mart::Standings>,
}

impl SeasonDocuments {
    /// Asks for both.
    pub fn fetch(season: u16) -> Self {
        let documents =
            Self { schedule: RwSignal::new(Document::Awaited), standings: RwSignal::new(Document::Awaited) };
        load(documents.schedule, format!("{season}/schedule"));
        load(documents.standings, format!("{season}/standings"));
        documents
    }

    /// See [`RaceDocuments::renew`].
    pub fn renew(&self, season: u16) {
        renew(self.schedule, format!("{season}/schedule"));
        renew(self.standings, format!("{season}/standings"));
    }
}

/// Calls `changed` whenever the gateway says that documents have been published anew, for as long as the owner lives.
pub fn follow_changes(changed: impl Fn() + 'static) {
    let Ok(source) = EventSource::new("/api/marts/changes") else { return };
    let called = Closure::<dyn FnMut()>::new(changed);
    if source.add_event_listener_with_callback("changed", called.as_ref().unchecked_ref()).is_err() {
        return source.close();
    }
    let kept = StoredValue::new_local(Some((source, called)));
    on_cleanup(move || {
        if let Some(Some((source, _))) = kept.try_update_value(Option::take) {
            source.close();
        }
    });
}

/// Asks for a document once more, and shows it when it is another one.
fn renew<T>(into: Shown<T>, name: String)
where
    T: DeserializeOwned + Versioned + PartialEq + Send + Sync + 'static,
{
    spawn_local(async move {
        let came = fetch(&name).await;
        let is_new = matches!(came, Document::Here(_))
            && into.try_with_untracked(|now| *now != came).unwrap_or_default();
        if is_new {
            into.try_set(came);
        }
    });
}

/// Asks for a document that is not here; the signal tells what came of it.
pub fn load<T>(into: Shown<T>, name: String)
where
    T: DeserializeOwned + Versioned + Send + Sync + 'static,
{
    if into.with_untracked(|document| document.here().is_some()) {
        return;
    }
    into.set(Document::Awaited);
    // Even a request is work: each is made in a task of its own.
    schedule::later(move || {
        spawn_local(async move {
            let came = fetch(&name).await;
            // The page may have gone on to another race by now, and its signals with it.
            into.try_set(came);
        });
    });
}

/// Asks for a document once.
pub async fn fetch<T: DeserializeOwned + Versioned>(name: &str) -> Document<T> {
    let Ok(answer) = Request::get(&format!("/api/marts/{name}.json")).send().await else {
        return Document::Unreachable;
    };
    match answer.status() {
        200 => {}
        404 => return Document::Missing,
        _ => return Document::Unreachable,
    }
    let Ok(bytes) = answer.binary().await else { return Document::Broken };
    read(&bytes)
}

/// Reads a document of the version that this page knows.
fn read<T: DeserializeOwned + Versioned>(bytes: &[u8]) -> Document<T> {
    match serde_json::from_slice::<T>(bytes) {
        Ok(document) if document.version() == mart::VERSION => Document::Here(Arc::new(document)),
        _ => Document::Broken,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_read_whole_or_not_at_all() {
        let whole = br#"{"version":1,"stints":[]}"#;
        assert_eq!(read(whole), Document::Here(Arc::new(mart::Stints { version: 1, stints: vec![] })));
        for end in 0..whole.len() {
            assert_eq!(read::<mart::Stints>(&whole[..end]), Document::Broken, "{end}");
        }
        assert_eq!(read::<mart::Stints>(br#"{"version":2,"stints":[]}"#), Document::Broken);
    }

    #[test]
    fn each_fault_is_said() {
        assert_eq!(Document::<()>::Awaited.fault("laps"), None);
        assert_eq!(Document::<()>::Missing.fault("laps").unwrap(), "No laps for this race.");
        for fault in [Document::<()>::Broken, Document::Unreachable] {
            assert!(fault.fault("laps").unwrap().starts_with("The laps"));
        }
    }
}
