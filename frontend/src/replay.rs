//! A recording as a page: it is listed, set to the moment that the address names, and stands there.

use gridcast_core::clock::Hand;
use gridcast_core::moment_link::At;
use gridcast_core::pill::Recorded;
use gridcast_shared::ids::SessionId;
use leptos::prelude::*;

use crate::fetch;
use crate::page::PageHandle;
use crate::recording::{self, Listed};
use crate::timer::{now_ms, sleep};
use crate::viewer::query;

/// Tried again after this while there is no answer, ms; one that still grows is listed again as often.
const AGAIN_MS: f64 = 5_000.0;

/// Shows a recording for as long as the page lives.
pub async fn run(page: PageHandle, session: SessionId) {
    let mut is_begun = false;
    loop {
        let listed = fetch::list(page, &session).await;
        let recorded = if listed == Listed::Missing { Recorded::Missing } else { Recorded::Yes };
        if page.try_update_value(|page| page.recorded = recorded).is_none() {
            return;
        }
        if !is_begun && matches!(listed, Listed::Whole | Listed::Growing) {
            is_begun = true;
            begin(page, &session).await;
        }
        if listed == Listed::Whole {
            return;
        }
        sleep(AGAIN_MS).await;
    }
}

/// Goes to the moment that the address names: `t`, or the beginning of a `lap`, the driver's that it names first; else to
/// the beginning.
async fn begin(page: PageHandle, session: &SessionId) {
    let at = query("t").and_then(|text| At::parse(&text));
    let lap = query("lap").and_then(|text| text.parse::<u8>().ok()).filter(|_| at.is_none());
    let driver = page.try_with_value(|page| page.wanted_drivers.first().map(ToString::to_string)).flatten();
    let lap_ms = match lap {
        Some(lap) => recording::start_of_lap(session, lap, driver.as_deref()).await,
        None => None,
    };
    page.try_update_value(|page| {
        let now_ms = now_ms();
        let start_ms = page.live.range_ms(now_ms).map_or(0.0, |(start_ms, _)| start_ms);
        let at_ms = at.map(|at| at.utc_ms(start_ms)).or(lap_ms).unwrap_or(start_ms);
        page.live.seek_to(at_ms, Hand::Paused, now_ms);
    });
}
