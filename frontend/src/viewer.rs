//! What the viewer wishes, as far as the browser knows it: theme, media queries, parameters of the address.

use gridcast_core::charts::palette::Scheme;
use gridcast_core::clock::Delay;
use gridcast_core::moment_link::Destination;
use gridcast_core::theme::{Contrast, Theme};
use gridcast_core::wishes::Wishes;
use gridcast_shared::address::Query;
use gridcast_shared::delay_code::DelayCode;
use gridcast_shared::ids::SessionId;
use gridcast_viewer::outside;
use leptos::prelude::*;

use crate::shown::{Shown, Tab};

/// Where the viewer's theme is kept.
const THEME_KEY: &str = "gridcast-theme";

/// Where the viewer's palette is kept; the place of the page after the race too.
const PALETTE_KEY: &str = "gridcast-palette";

/// Where it is kept how far ink stands from the ground.
const CONTRAST_KEY: &str = "gridcast-contrast";

/// Where the viewer's other wishes are kept.
const WISHES_KEY: &str = "gridcast-wishes";
/// Where the viewer's delay is kept, seconds.
const DELAY_KEY: &str = "gridcast-delay";
/// Where the code is kept by which other devices have the same.
const CODE_KEY: &str = "gridcast-delay-code";

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
    keep(DELAY_KEY, &delay.to_string());
}

/// The code by which other devices have the same delay: of the address, or as kept on this device.
pub fn first_code() -> Option<DelayCode> {
    let search = outside::query();
    let given = Query::new(&search).sync();
    // A delay that an address gives alone is not another's to change.
    if outside::is_framed() || (given.is_none() && Query::new(&search).delay().is_some()) {
        return given;
    }
    let kept = || DelayCode::parse(&storage()?.get_item(CODE_KEY).ok()??);
    given.or_else(kept)
}

/// Keeps the code on this device, or that there is none.
pub fn keep_code(code: Option<DelayCode>) {
    if !outside::is_framed() {
        keep(CODE_KEY, &code.map(|code| code.to_string()).unwrap_or_default());
    }
}

/// What the page shows at its beginning, as the viewer wishes it.
pub fn first_shown(tab: Tab) -> Shown {
    let shown = Shown::new(first_theme(), tab, kept_wishes());
    shown.scheme.set(first_scheme());
    shown.contrast.set(first_contrast());
    shown
}

/// Dresses the document as the viewer wishes, from its root on, so that the ground is of the same colours as what
/// stands on it; within an effect, anew with every change.
pub fn dress(shown: Shown) {
    let (theme, scheme, contrast) = (shown.theme.get(), shown.scheme.get(), shown.contrast.get());
    contrast.choose();
    if let Some(root) = document().document_element() {
        root.set_attribute("data-theme", theme.name()).ok();
        root.set_attribute("data-palette", scheme_name(scheme)).ok();
        root.set_attribute("data-contrast", contrast.name()).ok();
    }
}

/// Takes the other theme, and keeps it, where one can be chosen.
pub fn turn_theme(shown: Shown) {
    if shown.system.is_forced() {
        return;
    }
    let theme = shown.theme.get_untracked().other();
    shown.chosen_theme.set(Some(theme));
    keep(THEME_KEY, theme.name());
}

/// The theme that is chosen: of the address, or as kept.
fn first_theme() -> Option<Theme> {
    let kept = || Theme::by_name(&storage()?.get_item(THEME_KEY).ok()??);
    Query::new(&outside::query()).theme().and_then(Theme::by_name).or_else(kept)
}

/// A palette's name on the device and in the style sheet.
fn scheme_name(scheme: Scheme) -> &'static str {
    match scheme {
        Scheme::Team => "team",
        Scheme::ColourBlind => "cb",
    }
}

/// The viewer's palette as kept.
fn first_scheme() -> Scheme {
    let kept = || storage()?.get_item(PALETTE_KEY).ok()?;
    if kept().as_deref() == Some(scheme_name(Scheme::ColourBlind)) {
        Scheme::ColourBlind
    } else {
        Scheme::Team
    }
}

/// The viewer's contrast: as kept, or the system's.
fn first_contrast() -> Contrast {
    let kept = || storage()?.get_item(CONTRAST_KEY).ok()?;
    match kept().as_deref() {
        Some("more") => Contrast::More,
        Some("normal") => Contrast::Normal,
        _ if is_media("(prefers-contrast: more), (forced-colors: active)") => Contrast::More,
        _ => Contrast::Normal,
    }
}

/// Takes the other palette, and keeps it.
pub fn turn_scheme(shown: Shown) {
    shown.scheme.update(|scheme| {
        *scheme = match scheme {
            Scheme::Team => Scheme::ColourBlind,
            Scheme::ColourBlind => Scheme::Team,
        };
    });
    keep(PALETTE_KEY, scheme_name(shown.scheme.get_untracked()));
}

/// Takes the other contrast, and keeps it.
pub fn turn_contrast(shown: Shown) {
    shown.contrast.update(|contrast| {
        *contrast = match contrast {
            Contrast::Normal => Contrast::More,
            Contrast::More => Contrast::Normal,
        };
    });
    keep(CONTRAST_KEY, shown.contrast.get_untracked().name());
}

/// The viewer's wishes as kept.
fn kept_wishes() -> Wishes {
    let kept = || storage()?.get_item(WISHES_KEY).ok()?;
    Wishes::read(&kept().unwrap_or_default())
}

/// Changes the viewer's wishes, and keeps them.
pub fn wish(shown: Shown, change: impl FnOnce(&mut Wishes)) {
    shown.wishes.update(change);
    keep(WISHES_KEY, &shown.wishes.with_untracked(ToString::to_string));
}

/// Keeps something on this device.
fn keep(key: &str, value: &str) {
    if let Some(storage) = storage() {
        // A full or forbidden store only forgets it.
        storage.set_item(key, value).ok();
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok()?
}

/// Where the page has tabs, as its style sheets have it: on a phone, upright or lying.
pub const HAS_TABS: &str = "(max-width: 699px), (max-width: 959px) and (max-height: 520px)";

/// Whether a media query holds.
pub fn is_media(query: &str) -> bool {
    window().match_media(query).ok().flatten().is_some_and(|list| list.matches())
}

/// A parameter of the page's address.
pub fn query(name: &str) -> Option<String> {
    Query::new(&outside::query()).get(name)
}

/// The one recording of a folder of files, which the page's head names there.
pub fn exported() -> Option<SessionId> {
    let meta = document().query_selector("meta[name='gridcast-session']").ok()??;
    SessionId::parse(&meta.get_attribute("content")?).ok()
}

/// What the page is to show: as its address says, or, in a folder of files, the one recording there.
pub fn destination() -> Destination {
    match (Destination::parse(&window().location().pathname().unwrap_or_default()), exported()) {
        (Destination::Live | Destination::Replay(_), Some(session)) => Destination::Replay(session),
        (named, _) => named,
    }
}
