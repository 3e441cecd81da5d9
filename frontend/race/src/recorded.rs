//! Which recording there is of a session on the page, and where one of its laps begins in it.

use gloo_net::http::Request;
use gridcast_core::address;
use gridcast_shared::mart::Race;
use gridcast_shared::recording::Index;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::schedule;

/// Name of a session's recording; none while it is not known, and where there is none.
#[derive(Clone, Copy, Debug, Default)]
pub struct Recorded(RwSignal<Option<String>>);

impl Recorded {
    /// Looks for the recording of another session. Of two recordings the newer one is taken.
    pub fn find(self, race: &Race) {
        let (season, round, kind) = (race.season, race.round, race.session.kind());
        self.0.set(None);
        schedule::later(move || {
            spawn_local(async move {
                let Ok(answer) = Request::get(address::RECORDINGS).send().await else { return };
                // A site without recordings has no list of them.
                let Ok(index) = answer.json::<Index>().await else { return };
                let is_wanted = |entry: &&gridcast_shared::recording::SessionEntry| {
                    (entry.season, entry.round, entry.kind) == (Some(season), Some(round), kind)
                };
                // The page may have gone on to another session by now.
                self.0.try_set(index.sessions.iter().find(is_wanted).map(|entry| entry.id.to_string()));
            });
        });
    }

    /// On a page of no session.
    pub fn forget(self) {
        self.0.set(None);
    }

    /// The replay from the beginning of a lap, a driver followed; tracked.
    pub fn lap(self, lap: u16, driver: Option<&str>) -> Option<String> {
        let id = self.0.get()?;
        let driver = driver.map_or_else(String::new, |driver| format!("&driver={driver}"));
        Some(format!("replay/{id}?lap={lap}{driver}"))
    }
}
