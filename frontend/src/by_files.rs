//! Chunk files in the stream's place, while no stream comes; which and when says `gridcast_core::files`.

use gloo_net::http::{Request, Response};
use gridcast_core::address;
use gridcast_core::files::{Answer, Ask};
use gridcast_shared::ids::SessionId;
use gridcast_shared::units::chunk_of;
use gridcast_shared::wire::Notice;
use gridcast_viewer::outside;
use leptos::prelude::*;

use crate::page::{Page, PageHandle};
use crate::recording::{get, parse};
use crate::timer::{now_ms, sleep};

/// How often it is looked whether files are wanted, ms.
const LOOK_MS: f64 = 250.0;

/// Fetches what the stream should have brought, for as long as the page lives.
pub async fn run(page: PageHandle) {
    while let Some(first) = page.try_update_value(begin) {
        let mut ask = first;
        while let Some(wanted) = ask {
            ask = match wanted {
                Ask::Shown => shown(page).await,
                Ask::Chunk(session, chunk) => one(page, session, chunk).await,
            };
        }
        sleep(LOOK_MS).await;
    }
}

fn begin(page: &mut Page) -> Option<Ask> {
    let now_ms = now_ms();
    // What nobody sees needs nothing.
    if !outside::is_resting() && page.link.wants_files(now_ms) { page.files.begin(now_ms) } else { None }
}

/// Asks what the gateway shows.
async fn shown(page: PageHandle) -> Option<Ask> {
    let answer = Request::get(address::LIVE).send().await.ok().filter(Response::ok);
    let told = match answer {
        Some(answer) => parse(answer).await,
        None => None,
    };
    page.try_update_value(|page| {
        let Some(told) = told.filter(|_| page.link.wants_files(now_ms())) else {
            page.files.nothing_shown(false);
            return None;
        };
        page.link.file_came(now_ms());
        page.notice = match get(&told, "source").as_string().as_deref() {
            Some("away") => Some(Notice::SourceAway),
            Some("ended") => Some(Notice::Ended),
            _ => None,
        };
        let session = get(&get(&told, "session"), "id").as_string();
        let session = session.and_then(|id| SessionId::parse(&id).ok());
        let Some((session, date_ms)) = session.zip(get(&told, "dateMs").as_f64()) else {
            page.notice = page.notice.or(Some(Notice::NoRace));
            page.files.nothing_shown(true);
            return None;
        };
        Some(page.files.shown(session, chunk_of(date_ms as i64), page.live.arriving()))
    })?
}

/// Asks for a chunk.
async fn one(page: PageHandle, session: SessionId, chunk: u32) -> Option<Ask> {
    let answer = Request::get(&address::chunk(session, chunk)).send().await.ok();
    let status = answer.as_ref().map(Response::status);
    // Only what will not change any more has a name of its content.
    let closed = answer.as_ref().is_some_and(|answer| answer.headers().get("etag").is_some());
    let bytes = match answer {
        Some(answer) if answer.ok() => answer.binary().await.ok(),
        _ => None,
    };
    page.try_update_value(|page| {
        let now_ms = now_ms();
        // The stream came meanwhile.
        if !page.link.wants_files(now_ms) {
            return None;
        }
        let answer = match (bytes, status) {
            (Some(bytes), _) => {
                page.link.file_came(now_ms);
                let news = page.live.on_stream_file(&bytes, closed, now_ms);
                if news {
                    page.notice = None;
                }
                Answer::Chunk { closed, news }
            }
            (None, Some(404)) => {
                page.link.file_came(now_ms);
                Answer::Missing
            }
            (None, _) => Answer::Nothing,
        };
        page.files.answered(answer)
    })?
}
