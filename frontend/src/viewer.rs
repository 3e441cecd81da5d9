//! What the viewer wishes, as far as the browser knows it: theme, media queries, parameters of the address.

use gridcast_core::clock::Delay;
use gridcast_core::moment_link::Place;
use gridcast_core::theme::Theme;
use gridcast_core::wishes::Wishes;
use gridcast_shared::address::Query;
use gridcast_shared::ids::SessionId;
use gridcast_viewer::outside;
use leptos::prelude::*;

use crate::shown::Shown;

/// Where the viewer's theme is kept.
const THEME_KEY: &str = "gridcast-theme";

/// Where the viewer's other wishes are kept.
const WISHES_KEY: &str = "gridcast-wishes";
/// Where the viewer's delay is kept, seconds.
const DELAY_KEY: &str = "gridcast-delay";

/// The viewer's delay: of the address, which another device or a page around this one gave, or as kept on this one.
pub fn first_delay() -> Delay {
    let given = Query::new(&outside::query()).delay().and_then(|text| Delay::parse(&text));
    if let Some(given) = given {
        // What another page wants is not the viewer's own wish.
        if !outside::is_framed() {
            keep_delay(given);
        }
        return given;
    }
    let kept = || Delay::parse(&storage()?.get_item(DELAY_KEY).ok()??);
    kept().unwrap_or_default()
}

/// Keeps the viewer's delay on this device.
pub fn keep_delay(delay: Delay) {
    if let Some(storage) = storage() {
        // A full or forbidden store only forgets it.
        storage.set_item(DELAY_KEY, &delay.to_string()).ok();
    }
}

/// Takes the other theme, and keeps it.
pub fn turn_theme(shown: Shown) {
    let theme = shown.theme.get_untracked().other();
    shown.theme.set(theme);
    if let Some(storage) = storage() {
        // A full or forbidden store only forgets the choice.
        storage.set_item(THEME_KEY, theme.name()).ok();
    }
}

/// The viewer's theme: of the address, as kept, or the system's.
pub fn first_theme() -> Theme {
    let kept = || Theme::by_name(&storage()?.get_item(THEME_KEY).ok()??);
    let asked = Query::new(&outside::query()).theme().and_then(Theme::by_name);
    let system = || if is_media("(prefers-color-scheme: light)") { Theme::Light } else { Theme::Dark };
    asked.or_else(kept).unwrap_or_else(system)
}

/// The viewer's wishes as kept.
pub fn kept_wishes() -> Wishes {
    let kept = || storage()?.get_item(WISHES_KEY).ok()?;
    Wishes::read(&kept().unwrap_or_default())
}

/// Changes the viewer's wishes, and keeps them.
pub fn wish(shown: Shown, change: impl FnOnce(&mut Wishes)) {
    shown.wishes.update(change);
    if let Some(storage) = storage() {
        // A full or forbidden store only forgets them.
        storage.set_item(WISHES_KEY, &shown.wishes.with_untracked(ToString::to_string)).ok();
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok()?
}

/// Whether a media query holds.
pub fn is_media(query: &str) -> bool {
    window().match_media(query).ok().flatten().is_some_and(|list| list.matches())
}

/// A parameter of the page's address.
pub fn query(name: &str) -> Option<String> {
    Query::new(&outside::query()).get(name)
}

/// What the page is to show: as its address says, or, in a folder of files, as its head names the one recording there.
pub fn place() -> Place {
    let of_files = || {
        let meta = document().query_selector("meta[name='gridcast-session']").ok()??;
        SessionId::parse(&meta.get_attribute("content")?).ok()
    };
    match (Place::parse(&window().location().pathname().unwrap_or_default()), of_files()) {
        (Place::Live | Place::Replay(_), Some(session)) => Place::Replay(session),
        (named, _) => named,
    }
}
