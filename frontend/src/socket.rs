//! The stream: one WebSocket, opened again with a jittered wait when it is lost, and at once after a sleep; holes are
//! filled from chunk files.

use futures_util::StreamExt;
use futures_util::future::{Either, select};
use gloo_net::http::Request;
use gloo_net::websocket::Message;
use gloo_net::websocket::futures::WebSocket;
use gridcast_core::address;
use gridcast_core::link::{DEAD_AFTER_MS, LinkState};
use gridcast_core::live::Received;
use gridcast_shared::ids::SessionId;
use gridcast_shared::wire::Notice;
use gridcast_viewer::outside;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::page::{Page, PageHandle};
use crate::timer::{now_ms, sleep, slept_ms};

/// How often a wait looks whether it is still to be waited, ms.
const LOOK_MS: f64 = 150.0;

/// How often it is looked whether the socket still lives, ms.
const WATCH_MS: f64 = 500.0;

/// How often one that nobody sees does, ms.
const LOOK_RESTING_MS: f64 = 1000.0;

/// A page that nobody has seen for so long lets go of the stream, ms; scrolling to and fro costs no connection.
const REST_AFTER_MS: f64 = 5_000.0;

/// The same chunk is fetched again no sooner than after this, ms.
const FETCH_AGAIN_MS: f64 = 3000.0;

/// Keeps the stream open for as long as the page lives.
pub async fn run(page: PageHandle) {
    let mut asked: Option<(u32, f64)> = None;
    while page.try_update_value(|page| page.link.connecting(now_ms())).is_some() {
        rest().await;
        let slept_before_ms = slept_ms();
        if let Some(mut socket) = stream().and_then(|address| WebSocket::open(&address).ok()) {
            listen(page, &mut socket, &mut asked).await;
        }
        if wait(page, slept_before_ms).await.is_none() {
            return;
        }
    }
}

/// Takes messages until the socket is lost, or silent for too long, or the device has slept: what a socket is worth
/// after that nobody knows.
async fn listen(page: PageHandle, socket: &mut WebSocket, asked: &mut Option<(u32, f64)>) {
    let mut heard_ms = now_ms();
    let mut seen_ms = heard_ms;
    let slept_before_ms = slept_ms();
    let mut watch = Box::pin(sleep(WATCH_MS));
    loop {
        match select(socket.next(), watch).await {
            Either::Left((Some(Ok(message)), waiting)) => {
                watch = waiting;
                heard_ms = now_ms();
                let Message::Bytes(bytes) = message else { continue };
                let Some(received) = page.try_update_value(|page| take(page, &bytes, heard_ms)) else {
                    return;
                };
                match received {
                    Some(Taken::Hole(session, chunk)) => {
                        let fresh = |(last, at): (u32, f64)| last == chunk && heard_ms < at + FETCH_AGAIN_MS;
                        if !asked.is_some_and(fresh) {
                            *asked = Some((chunk, heard_ms));
                            spawn_local(fill(page, session, chunk));
                        }
                    }
                    Some(Taken::Stopping) => return,
                    None => {}
                }
            }
            Either::Left((Some(Err(_)) | None, _)) => return,
            Either::Right(((), _)) => {
                if !outside::is_resting() {
                    seen_ms = now_ms();
                }
                // What nobody sees costs nobody anything: the chunk of then tells all when it is seen again.
                let rests = REST_AFTER_MS < now_ms() - seen_ms;
                if rests || DEAD_AFTER_MS < now_ms() - heard_ms || slept_before_ms < slept_ms() {
                    return;
                }
                watch = Box::pin(sleep(WATCH_MS));
            }
        }
    }
}

/// What a message asks for.
enum Taken {
    /// This chunk is incomplete.
    Hole(SessionId, u32),
    /// The gateway goes away.
    Stopping,
}

fn take(page: &mut Page, bytes: &[u8], now_ms: f64) -> Option<Taken> {
    page.link.opened();
    page.link.heard(now_ms);
    page.files.rest();
    // A broken frame is healed by the next key frame; the hole it leaves is told with the frame after it.
    match page.live.on_message(bytes, now_ms).ok()? {
        Received::Notice(Notice::Stopping) => {
            page.notice = Some(Notice::Stopping);
            Some(Taken::Stopping)
        }
        Received::Notice(Notice::Skipped) | Received::Unknown => None,
        Received::Notice(notice) => {
            page.notice = Some(notice);
            page.noticed_ms = now_ms;
            None
        }
        Received::Hole { chunk } => {
            heard_frame(page, now_ms);
            let session = page.live.state()?.session.id.clone();
            Some(Taken::Hole(session, chunk))
        }
        Received::Frame | Received::Repeated => {
            heard_frame(page, now_ms);
            None
        }
    }
}

/// How long the word that topics cannot be read holds, ms; the gateway repeats it every two seconds.
const UNREADABLE_MS: f64 = 6000.0;

/// A frame ends what was noticed before it, but for topics that cannot be read: the gateway repeats that.
fn heard_frame(page: &mut Page, now_ms: f64) {
    let lasts =
        matches!(page.notice, Some(Notice::Unreadable(_))) && now_ms - page.noticed_ms < UNREADABLE_MS;
    if !lasts {
        page.notice = None;
    }
}

/// Fetches a chunk file and takes what is missing from it.
async fn fill(page: PageHandle, session: SessionId, chunk: u32) {
    // When it cannot be had, the next frame after the hole asks again.
    let Ok(answer) = Request::get(&address::chunk(session, chunk)).send().await else { return };
    if !answer.ok() {
        return;
    }
    if let Ok(bytes) = answer.binary().await {
        // What could be decoded has been taken; the rest comes with the next key frame.
        page.try_update_value(|page| page.live.on_chunk(&bytes, now_ms()).ok());
    }
}

/// Waits for as long as nobody can see the page.
async fn rest() {
    while outside::is_resting() {
        sleep(LOOK_RESTING_MS).await;
    }
}

/// Waits until the next try is due: the time is over, the device has slept since, the viewer asks for it, or the network
/// is back.
async fn wait(page: PageHandle, slept_before_ms: f64) -> Option<()> {
    page.try_update_value(|page| {
        page.retry = false;
        page.live.on_cut();
        page.link.lost(now_ms(), js_sys::Math::random())
    })?;
    loop {
        rest().await;
        let online = web_sys::window().is_none_or(|window| window.navigator().on_line());
        let due = page.try_update_value(|page| {
            if !online {
                page.link.offline();
                return false;
            }
            let retry = std::mem::take(&mut page.retry) || slept_before_ms < slept_ms();
            match page.link.stream() {
                LinkState::Waiting { until_ms } => retry || until_ms <= now_ms(),
                LinkState::Connecting { .. } | LinkState::Open | LinkState::ByFiles | LinkState::Offline => {
                    true
                }
            }
        })?;
        if due {
            return Some(());
        }
        sleep(LOOK_MS).await;
    }
}

/// The stream's address beside the page's own.
fn stream() -> Option<String> {
    address::socket(&document().base_uri().ok()??)
}
