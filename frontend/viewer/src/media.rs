//! What the system wishes of every page, as the browser's media queries tell it.

use gridcast_core::theme::Theme;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Whether a media query holds, followed for as long as the owner lives.
pub fn follow(query: &str) -> RwSignal<bool> {
    let list = window().match_media(query).ok().flatten();
    let holds = RwSignal::new(list.as_ref().is_some_and(web_sys::MediaQueryList::matches));
    if let Some(list) = list {
        let asked = list.clone();
        let changed = Closure::<dyn FnMut()>::new(move || {
            holds.try_set(asked.matches());
        });
        list.set_onchange(Some(changed.as_ref().unchecked_ref()));
        let kept = StoredValue::new_local(Some((list, changed)));
        on_cleanup(move || {
            if let Some(Some((list, _))) = kept.try_update_value(Option::take) {
                list.set_onchange(None);
            }
        });
    }
    holds
}

/// The system's theme, followed for as long as the owner lives.
#[derive(Clone, Copy, Debug)]
pub struct SystemTheme {
    is_light: RwSignal<bool>,
    is_forced: RwSignal<bool>,
}

impl SystemTheme {
    /// As it is from now on.
    pub fn follow() -> Self {
        Self {
            is_light: follow("(prefers-color-scheme: light)"),
            is_forced: follow("(forced-colors: active)"),
        }
    }

    /// The theme of a page for which `chosen` is chosen, if any; tracked. Where the system's own colours are forced upon
    /// pages, what is painted must fit them, whatever is chosen.
    pub fn or(self, chosen: Option<Theme>) -> Theme {
        let system = if self.is_light.get() { Theme::Light } else { Theme::Dark };
        chosen.filter(|_| !self.is_forced.get()).unwrap_or(system)
    }

    /// Whether another theme cannot be chosen, as the system's own colours are forced upon pages.
    pub fn is_forced(self) -> bool {
        self.is_forced.get_untracked()
    }
}
