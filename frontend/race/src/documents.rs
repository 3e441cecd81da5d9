//! The mart documents of the page: each is fetched on its own, and a fault of one is no fault of another.

use std::rc::Rc;
use std::sync::Arc;

use gloo_net::http::Request;
use gridcast_core::address;
use gridcast_shared::mart::{self, SessionKey};
use gridcast_viewer::outside;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::EventSource;

use crate::schedule;

/// A document, or why there is none.
#[derive(Debug, Default, PartialEq)]
pub enum Document<T> {
    /// On its way.
    #[default]
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

/// Why a document is not to be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fault {
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

    /// Whether it did not come for want of a connection.
    pub fn is_unreachable(&self) -> bool {
        matches!(self, Self::Unreachable)
    }

    /// Why it is not to be had; nothing while it may still come or when it is here.
    pub fn fault(&self) -> Option<Fault> {
        match self {
            Self::Awaited | Self::Here(_) => None,
            Self::Missing => Some(Fault::Missing),
            Self::Broken => Some(Fault::Broken),
            Self::Unreachable => Some(Fault::Unreachable),
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

versioned! { Index Race Qualifying LongRuns Laps Stints PitStops Pace Bests Track TelemetryIndex LapTelemetry Schedule Standings }

/// A document of the page.
pub type DocumentSignal<T> = RwSignal<Document<T>>;

/// A document of the page, whatever is in it.
trait AnyDocument {
    /// Asks for it when it is not here, and tells what came of it.
    fn load(&self, path: String);
    /// Asks for it once more, and shows it when it is another one.
    fn renew(&self, path: String);
    /// It is not to be had; what is here stays.
    fn miss(&self);
    /// Whether it did not come for want of a connection; tracked.
    fn is_unreachable(&self) -> bool;
}

impl<T> AnyDocument for DocumentSignal<T>
where
    T: DeserializeOwned + Versioned + PartialEq + Send + Sync + 'static,
{
    fn load(&self, path: String) {
        let into = *self;
        if into.with_untracked(|document| document.here().is_some()) {
            return;
        }
        into.set(Document::Awaited);
        // Even a request is work: each is made in a task of its own.
        schedule::later(move || {
            spawn_local(async move {
                let came = fetch(&path).await;
                // To read a document is one piece of work, to show it another.
                schedule::later(move || {
                    // The page may have gone on to another race by now, and its signals with it.
                    into.try_set(came);
                });
            });
        });
    }

    fn renew(&self, path: String) {
        let into = *self;
        spawn_local(async move {
            let came = fetch(&path).await;
            let is_new = matches!(came, Document::Here(_))
                && into.try_with_untracked(|now| *now != came).unwrap_or_default();
            if is_new {
                into.try_set(came);
            }
        });
    }

    fn miss(&self) {
        if self.with_untracked(|document| document.here().is_none()) {
            self.set(Document::Missing);
        }
    }

    fn is_unreachable(&self) -> bool {
        self.with(Document::is_unreachable)
    }
}

/// The first documents of [`RaceDocuments::all`] are those that every race has.
const FIRST: usize = 3;

/// Everything that the page of one session is made of, but single laps' telemetry.
#[derive(Clone, Copy, Debug, Default)]
pub struct RaceDocuments {
    /// Who drove, and how it ended.
    pub race: DocumentSignal<mart::Race>,
    /// Every lap.
    pub laps: DocumentSignal<mart::Laps>,
    /// Stints.
    pub stints: DocumentSignal<mart::Stints>,
    /// Pit stops.
    pub pit_stops: DocumentSignal<mart::PitStops>,
    /// The parts of a qualifying.
    pub qualifying: DocumentSignal<mart::Qualifying>,
    /// The long runs of a practice.
    pub long_runs: DocumentSignal<mart::LongRuns>,
    /// Box plots.
    pub pace: DocumentSignal<mart::Pace>,
    /// Best sectors and highest speeds.
    pub bests: DocumentSignal<mart::Bests>,
    /// The circuit.
    pub track: DocumentSignal<mart::Track>,
    /// Of which laps there is telemetry.
    pub telemetry: DocumentSignal<mart::TelemetryIndex>,
}

impl RaceDocuments {
    /// Asks for all documents of a race; for those that not every race has once the index says that they are there.
    /// Whenever documents are published anew, asks for them once more.
    pub fn fetch(key: SessionKey, index: DocumentSignal<mart::Index>) -> Self {
        let documents = Self::default();
        documents.load_first(&Listed { key, names: None });
        on_revisions(index, move |index, again| {
            let listed = Listed::of(key, index);
            if again {
                documents.renew(&listed);
            } else {
                documents.load_others(&listed);
            }
        });
        documents
    }

    /// Asks for what is not here, once more.
    pub fn again(&self, listed: &Listed) {
        self.load_first(listed);
        self.load_others(listed);
    }

    /// Whether one did not come for want of a connection; tracked.
    pub fn is_any_unreachable(&self) -> bool {
        self.all().iter().any(|(_, document)| document.is_unreachable())
    }

    /// All documents by the names that the index has for them, in the order in which they are asked for.
    fn all(&self) -> [(&'static str, &dyn AnyDocument); 10] {
        [
            ("result", &self.race),
            ("stints", &self.stints),
            ("laps", &self.laps),
            ("qualifying", &self.qualifying),
            ("long_runs", &self.long_runs),
            ("pace", &self.pace),
            ("pit_stops", &self.pit_stops),
            ("bests", &self.bests),
            ("track", &self.track),
            ("telemetry", &self.telemetry),
        ]
    }

    /// Those that every race has.
    fn load_first(&self, listed: &Listed) {
        for (name, document) in &self.all()[..FIRST] {
            listed.load(*document, name);
        }
    }

    fn load_others(&self, listed: &Listed) {
        for (name, document) in &self.all()[FIRST..] {
            listed.load(*document, name);
        }
    }

    /// Asks for all documents once more; what has not changed stays as it is, with what is drawn of it.
    fn renew(&self, listed: &Listed) {
        for (name, document) in self.all() {
            if listed.has(name) {
                document.renew(listed.path(name));
            }
        }
    }
}

/// The documents that the index has of a race.
#[derive(Clone, Debug)]
pub struct Listed {
    key: SessionKey,
    /// `None` when the index does not know the race or is not here: then any may be.
    names: Option<Vec<String>>,
}

impl Listed {
    /// Of a session.
    pub fn of(key: SessionKey, index: &Document<mart::Index>) -> Self {
        let names = || Some(index.here()?.session(key)?.documents.clone());
        Self { key, names: names() }
    }

    fn has(&self, name: &str) -> bool {
        self.names.as_ref().is_none_or(|names| names.iter().any(|listed| listed == name))
    }

    fn path(&self, name: &str) -> String {
        format!("{}/{name}", self.key)
    }

    fn load(&self, document: &dyn AnyDocument, name: &str) {
        if self.has(name) {
            document.load(self.path(name));
        } else {
            document.miss();
        }
    }
}

/// Calls `changed` when the index has come, or will not come, and `again` with every later one.
fn on_revisions(
    index: DocumentSignal<mart::Index>,
    changed: impl Fn(&Document<mart::Index>, bool) + 'static,
) {
    Effect::new(move |known: Option<Option<String>>| {
        let known = known.flatten();
        let revision = index.with(|index| match index {
            Document::Awaited => None,
            Document::Here(index) => Some(index.revision.clone()),
            Document::Missing | Document::Broken | Document::Unreachable => Some(String::new()),
        });
        if revision.is_some() && revision != known {
            untrack(|| index.with(|index| changed(index, known.is_some())));
        }
        revision
    });
}

/// The documents of a season.
#[derive(Clone, Copy, Debug, Default)]
pub struct SeasonDocuments {
    /// Its weekends.
    pub schedule: DocumentSignal<mart::Schedule>,
    /// Both championships.
    pub standings: DocumentSignal<mart::Standings>,
}

impl SeasonDocuments {
    /// Asks for both, and once more whenever documents are published anew.
    pub fn fetch(season: u16, index: DocumentSignal<mart::Index>) -> Self {
        let documents = Self::default();
        documents.schedule.load(format!("{season}/schedule"));
        documents.standings.load(format!("{season}/standings"));
        on_revisions(index, move |_, again| {
            if again {
                documents.schedule.renew(format!("{season}/schedule"));
                documents.standings.renew(format!("{season}/standings"));
            }
        });
        documents
    }
}

/// Asks for the index, and once more whenever the gateway says that documents have been published anew, for as long as
/// the owner lives.
pub fn follow_index(index: DocumentSignal<mart::Index>) {
    index.load("index".to_owned());
    follow_changes(move || index.renew("index".to_owned()));
}

/// Calls `changed` whenever documents have been published anew, for as long as the owner lives.
fn follow_changes(changed: impl Fn() + 'static) {
    if is_of_files() {
        return;
    }
    if outside::is_framed() {
        // A browser has six connections for a host, and a page may have ten frames: none is held open in one. It looks
        // when it is seen again.
        let woken = window_event_listener_untyped(outside::WOKEN, move |_| changed());
        return on_cleanup(move || woken.remove());
    }
    let Ok(source) = EventSource::new(address::MART_CHANGES) else { return };
    let changed = Rc::new(changed);
    let opened = {
        let changed = Rc::clone(&changed);
        let mut was_open = false;
        // What was published while there was no connection is not told of later.
        Closure::<dyn FnMut()>::new(move || {
            if std::mem::replace(&mut was_open, true) {
                changed();
            }
        })
    };
    let called = Closure::<dyn FnMut()>::new(move || changed());
    for (event, listener) in [("open", &opened), ("changed", &called)] {
        if source.add_event_listener_with_callback(event, listener.as_ref().unchecked_ref()).is_err() {
            return source.close();
        }
    }
    let kept = StoredValue::new_local(Some((source, opened, called)));
    on_cleanup(move || {
        if let Some(Some((source, ..))) = kept.try_update_value(Option::take) {
            source.close();
        }
    });
}

/// Whether the page is of an export: there nothing changes, and nobody would tell.
fn is_of_files() -> bool {
    document().query_selector("meta[name=gridcast-session]").is_ok_and(|meta| meta.is_some())
}

/// Asks for a document once.
pub async fn fetch<T: DeserializeOwned + Versioned>(name: &str) -> Document<T> {
    let Ok(answer) = Request::get(&address::mart(name)).send().await else {
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
    fn what_the_index_does_not_list_is_not_asked_for() {
        let entry = mart::RoundEntry {
            round: 2,
            event: String::new(),
            circuit: String::new(),
            sessions: vec![mart::SessionEntry {
                session: mart::WeekendSession::Race,
                start_ms: None,
                state: mart::SessionState::Partial,
                simulated: false,
                documents: vec!["result".to_owned(), "laps".to_owned()],
                held_back: None,
            }],
        };
        let season =
            mart::SeasonEntry { season: 2023, documents: vec![], held_back: None, rounds: vec![entry] };
        let index = mart::Index { version: 1, revision: "a".to_owned(), seasons: vec![season] };
        let index = Document::Here(Arc::new(index));
        let listed = Listed::of(SessionKey::race(2023, 2), &index);
        assert!(listed.has("laps") && !listed.has("telemetry"));
        assert_eq!(listed.path("laps"), "2023/2/race/laps");
        // Of a race that it does not know it says nothing.
        assert!(Listed::of(SessionKey::race(2023, 3), &index).has("telemetry"));
        assert!(Listed::of(SessionKey::race(2023, 2), &Document::Broken).has("telemetry"));
    }

    #[test]
    fn all_documents_of_a_race_are_told_of() {
        Owner::new().with(|| {
            let documents = RaceDocuments::default();
            let mut names = documents.all().map(|(name, _)| name);
            assert_eq!(names[..FIRST], ["result", "stints", "laps"]);
            names.sort_unstable();
            let known = [
                "bests",
                "laps",
                "long_runs",
                "pace",
                "pit_stops",
                "qualifying",
                "result",
                "stints",
                "telemetry",
                "track",
            ];
            assert_eq!(names, known);
            documents.again(&Listed { key: SessionKey::race(2023, 2), names: Some(vec![]) });
            assert!(documents.race.with_untracked(|race| *race == Document::Missing));
            assert!(documents.telemetry.with_untracked(|index| *index == Document::Missing));
            assert!(!documents.is_any_unreachable());
            documents.track.set(Document::Unreachable);
            assert!(documents.is_any_unreachable());
        });
    }
}
