//! Which recording there is of a session on the page, and where one of its laps begins in it.

use gloo_net::http::Request;
use gridcast_core::address;
use gridcast_shared::mart::{Race, SessionKey};
use gridcast_shared::recording::Index;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::schedule;

/// The session on the page, and the name of its recording; none while it is not known, and where there is none.
#[derive(Clone, Copy, Debug, Default)]
pub struct Recorded(RwSignal<Option<(SessionKey, Option<String>)>>);

impl Recorded {
    /// Looks for the recording of a session. Of two recordings the newer one is taken.
    pub fn find(self, race: &Race) {
        let key = SessionKey { season: race.season, round: race.round, session: race.session };
        let start_ms = race.start_ms;
        self.0.set(Some((key, None)));
        schedule::later(move || {
            spawn_local(async move {
                let Ok(answer) = Request::get(address::RECORDINGS).send().await else { return };
                // A site without recordings has no list of them.
                let Ok(index) = answer.json::<Index>().await else { return };
                let found = index.sessions.iter().find(|entry| entry.is_of(key, start_ms));
                let found = found.map(|entry| entry.id.to_string());
                // The page may have gone on to another session by now.
                self.0.try_update(|known| {
                    if let Some((_, id)) = known.as_mut().filter(|(of, _)| *of == key) {
                        *id = found;
                    }
                });
            });
        });
    }

    /// On a page of no session.
    pub fn forget(self) {
        self.0.set(None);
    }

    /// The replay from the beginning of a lap, a driver followed; tracked.
    pub fn lap(self, lap: u16, driver: Option<&str>) -> Option<String> {
        let id = self.0.with(|known| known.as_ref()?.1.clone())?;
        let driver = driver.map_or_else(String::new, |driver| format!("&drivers={driver}"));
        Some(format!("replay/{id}?lap={lap}{driver}"))
    }
}
