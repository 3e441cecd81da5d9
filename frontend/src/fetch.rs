//! Fetches what the page needs of a recording, and gives it to the page. Without an answer the page shows what it has.

use gloo_net::http::Request;
use gridcast_core::address;
use gridcast_core::clock::Delay;
use gridcast_core::live::Wanted;
use gridcast_shared::ids::SessionId;
use js_sys::Array;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;

use crate::page::{Page, PageHandle};
use crate::recall;
use crate::recording::{AGAIN_MS, Listed, ask, ask_until_told, charts, get, list as list_of, parse, read};
use crate::timer::{now_ms, sleep};

/// Asks for what the page needs now of the recording.
pub fn tend(page: PageHandle) {
    let Some(needs) = page.try_update_value(Page::take_needs) else { return };
    for (wanted, address) in needs.chunks {
        spawn_local(fetch(page, wanted, address));
    }
    if let Some(session) = needs.manifest {
        spawn_local(async move {
            while list(page, &session).await == Listed::Unknown {
                sleep(AGAIN_MS).await;
            }
        });
    }
    if let Some(session) = needs.season {
        spawn_local(recall::season(page, session));
    }
    if let Some(session) = needs.timeline {
        spawn_local(recall(page, session));
    }
}

async fn fetch(page: PageHandle, wanted: Wanted, address: String) {
    let answer = Request::get(&address).send().await;
    let status = answer.as_ref().map(gloo_net::http::Response::status).unwrap_or_default();
    let bytes = match answer {
        Ok(answer) if answer.ok() => answer.binary().await.ok(),
        _ => None,
    };
    let is_there = bytes.is_some();
    page.try_update_value(|page| match bytes {
        Some(bytes) => page.live.on_file(wanted, &bytes, now_ms()),
        None if status == 404 => page.live.on_no_file(wanted),
        None => {}
    });
    if !is_there && status != 404 {
        sleep(AGAIN_MS).await;
    }
    page.try_update_value(|page| page.recording.fetching.remove((wanted.run, wanted.chunk)));
}

/// Asks which chunks a session has.
pub async fn list(page: PageHandle, session: &SessionId) -> Listed {
    let answer = Request::get(&address::manifest(session)).send().await;
    let manifest = match answer {
        Ok(answer) if answer.ok() => parse(answer).await,
        Ok(answer) if answer.status() == 404 => return Listed::Missing,
        _ => None,
    };
    let Some(manifest) = manifest else { return Listed::Unknown };
    let number = |value: JsValue| value.as_f64().map(|number| number as u32);
    let closed: Vec<(u32, String)> = list_of(&manifest, "chunks")
        .iter()
        .filter_map(|chunk| {
            let chunk = Array::from(&chunk);
            Some((number(chunk.get(0))?, chunk.get(1).as_string()?))
        })
        .collect();
    let open = number(get(&manifest, "open"));
    let charts = charts(&get(&manifest, "session"));
    // A page that has gone needs no list.
    page.try_update_value(|page| {
        page.live.on_manifest(session, closed.iter().map(|(number, _)| *number).chain(open));
        page.recording.charts = charts;
        if page.recording.session.as_ref().is_none_or(|known| known == session) {
            page.recording.session = Some(session.clone());
            for (chunk, hash) in closed {
                page.recording.hashes.insert(chunk, hash);
            }
        }
    });
    if open.is_some() { Listed::Growing } else { Listed::Whole }
}

/// Asks what has happened in a session.
async fn recall(page: PageHandle, session: SessionId) {
    let Some(told) = ask_until_told(&address::timeline(&session)).await else { return };
    page.try_update_value(|page| {
        let Some(state) = page.live.state() else { return };
        let read = read(&told, &state.session.drivers);
        page.live.on_timeline(&session, read);
        recall::laps(page, &told);
        page.renew();
    });
}

/// The delays at which the television would show a lap's beginning at a moment of the page's clock, the least first:
/// for the tap of a viewer who sees the leader cross the line.
pub async fn delays_of_tap(page: PageHandle, tapped_ms: f64) -> Vec<Delay> {
    let asked = page.try_update_value(|page| {
        let live_ms = page.live.undelayed_ms(tapped_ms)?;
        Some((live_ms, page.live.rate(), page.live.session().cloned()?))
    });
    let Some(Some((live_ms, rate, session))) = asked else { return Vec::new() };
    let Some(told) = ask(&address::timeline(&session)).await else { return Vec::new() };
    let laps = read(&told, &[]).laps;
    gridcast_core::timeline::delays(live_ms, rate, laps.into_iter().map(|(_, start_ms)| start_ms))
}
