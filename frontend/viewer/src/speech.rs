//! The language and the units in use: a page is built again when they change, without being loaded again.

use gloo_net::http::Request;
use gridcast_core::address;
use gridcast_core::units::Units;
use gridcast_words::language::Language;
use gridcast_words::spoken::{self, Page};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::wish;

/// What the page is said in.
#[derive(Clone, Copy, Debug)]
pub struct Speech {
    page: Page,
    /// Changes when everything is to be said anew.
    changes: RwSignal<u32>,
    /// The element of the settings that has the focus while the page is built again.
    pub(crate) focus: StoredValue<Option<&'static str>>,
    /// Whether the settings are open.
    pub(crate) open: RwSignal<bool>,
    /// Whether the last language that was chosen could not be had.
    pub(crate) failed: RwSignal<bool>,
}

/// Takes the viewer's units and the words of their language, and then does what builds the page: at once for English,
/// which is in the program, else when the words have come. Words that cannot be had leave the page in English.
pub fn begin(page: Page, build: impl FnOnce() + 'static) {
    wish::units().choose();
    let language = wish::language();
    if spoken::speak(page, language) {
        tell_document();
        build();
        return;
    }
    // The page's own executor begins with the page.
    wasm_bindgen_futures::spawn_local(async move {
        fetch(page, language).await;
        tell_document();
        build();
    });
}

impl Speech {
    /// What the page is said in from its beginning; made once, where the page is.
    pub fn new(page: Page) -> Self {
        Self {
            page,
            changes: RwSignal::new(0),
            focus: StoredValue::new(None),
            open: RwSignal::new(false),
            failed: RwSignal::new(false),
        }
    }

    /// What reads this is done again when everything is to be said anew.
    pub fn track(self) {
        self.changes.track();
    }

    /// Takes another language as soon as its words are there, and keeps it.
    pub fn choose_language(self, language: Language) {
        wish::keep_language(language);
        let page = self.page;
        if spoken::speak(page, language) {
            self.failed.set(false);
            self.say_anew();
            return;
        }
        spawn_local(async move {
            let is_here = fetch(page, language).await;
            // The page may be gone by now.
            self.failed.try_set(!is_here);
            self.say_anew();
        });
    }

    /// Takes other units, and keeps them.
    pub fn choose_units(self, units: Units) {
        wish::keep_units(units);
        units.choose();
        self.say_anew();
    }

    fn say_anew(self) {
        tell_document();
        self.changes.try_update(|changes| *changes += 1);
    }
}

/// Fetches a language's words and speaks them; whether that went well.
async fn fetch(page: Page, language: Language) -> bool {
    let Some(name) = page.file(language) else { return false };
    let Ok(answer) = Request::get(&address::words(name)).send().await else { return false };
    if !answer.ok() {
        return false;
    }
    let Ok(text) = answer.text().await else { return false };
    spoken::take(page, language, &text).is_ok()
}

/// Tells browser and screen readers which language the page is in.
fn tell_document() {
    if let Some(root) = document().document_element() {
        root.set_attribute("lang", spoken::language().code()).ok();
    }
}
