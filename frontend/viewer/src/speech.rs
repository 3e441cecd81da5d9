//! The language and the units in use: a page is built again when they change, without being loaded again.

use std::cell::Cell;
use std::rc::Rc;

use gloo_net::http::Request;
use gridcast_core::address;
use gridcast_core::units::Units;
use gridcast_words::language::Language;
use gridcast_words::spoken::{self, Page};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use crate::wish;

/// Words are waited for so long before the page begins without them, ms.
const PATIENCE_MS: i32 = 2_500;

thread_local! {
    /// The language that was chosen last: words of another one that come later are not spoken.
    static WANTED: Cell<Language> = Cell::default();
    /// What the page is said in, once there is a page.
    static SPEECH: Cell<Option<Speech>> = const { Cell::new(None) };
}

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
/// which is in the program, else when the words have come. Words that cannot be had leave the page in English; those that
/// are long in coming do so until they are here.
pub fn begin(page: Page, build: impl FnOnce() + 'static) {
    wish::units().choose();
    let language = wish::language();
    WANTED.set(language);
    let waiting = Rc::new(Cell::new(Some(build)));
    let begin = {
        let waiting = Rc::clone(&waiting);
        move || {
            let build = waiting.take();
            let begins = build.is_some();
            if let Some(build) = build {
                tell_document();
                build();
            }
            begins
        }
    };
    if spoken::speak(page, language) {
        begin();
        return;
    }
    let late = begin.clone();
    let late = Closure::once_into_js(move || {
        late();
    });
    // Without a timer the words alone are waited for.
    window().set_timeout_with_callback_and_timeout_and_arguments_0(late.unchecked_ref(), PATIENCE_MS).ok();
    // The page's own executor begins with the page.
    wasm_bindgen_futures::spawn_local(async move {
        let came = fetch(page, language).await;
        if !begin()
            && came == Came::Spoken
            && let Some(speech) = SPEECH.get()
        {
            speech.say_anew();
        }
    });
}

/// What became of words that were asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Came {
    /// They are spoken.
    Spoken,
    /// They cannot be had.
    Not,
    /// Another language was chosen meanwhile.
    Unwanted,
}

impl Speech {
    /// What the page is said in from its beginning; made once, where the page is.
    pub fn new(page: Page) -> Self {
        let speech = Self {
            page,
            changes: RwSignal::new(0),
            focus: StoredValue::new(None),
            open: RwSignal::new(false),
            failed: RwSignal::new(false),
        };
        SPEECH.set(Some(speech));
        speech
    }

    /// What reads this is done again when everything is to be said anew.
    pub fn track(self) {
        self.changes.track();
    }

    /// Takes another language as soon as its words are there, and keeps it.
    pub fn choose_language(self, language: Language) {
        wish::keep_language(language);
        WANTED.set(language);
        let page = self.page;
        if spoken::speak(page, language) {
            self.failed.set(false);
            self.say_anew();
            return;
        }
        spawn_local(async move {
            let came = fetch(page, language).await;
            if came != Came::Unwanted {
                // The page may be gone by now.
                self.failed.try_set(came == Came::Not);
                self.say_anew();
            }
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

/// Fetches a language's words and speaks them, unless another one is wanted by then.
async fn fetch(page: Page, language: Language) -> Came {
    let text = words(page, language).await;
    if WANTED.get() != language {
        return Came::Unwanted;
    }
    let is_spoken = text.is_some_and(|text| spoken::take(page, language, &text).is_ok());
    if is_spoken { Came::Spoken } else { Came::Not }
}

/// A language's words as they come.
async fn words(page: Page, language: Language) -> Option<String> {
    let name = page.file(language)?;
    let answer = Request::get(&address::words(name)).send().await.ok()?;
    if answer.ok() { answer.text().await.ok() } else { None }
}

/// Tells browser and screen readers which language the page is in.
fn tell_document() {
    if let Some(root) = document().document_element() {
        root.set_attribute("lang", spoken::language().code()).ok();
    }
}
