//! What a device keeps of a TV delay that others have too: how it stands to them, and the gateway's words while it listens.

use gridcast_core::common_delay::{CommonDelay, Standing};
use gridcast_shared::delay_code::DelayCode;
use js_sys::Math;
use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::EventSource;

/// This device's side of it.
#[derive(Debug)]
pub struct SharedDelay {
    /// Which words are sent, and which hold.
    pub common: CommonDelay,
    /// How the device stands to others.
    pub standing: RwSignal<Standing>,
    /// What the gateway tells.
    pub words: Option<Words>,
    /// The code that is being given.
    pub giving: Option<DelayCode>,
    /// Whether this page has heard the code's delay, or made it: then its own is that.
    pub knows: bool,
    /// How often the viewer has done something else with codes.
    pub turn: u32,
}

impl SharedDelay {
    /// A device that has its delay alone.
    pub fn new(standing: RwSignal<Standing>) -> Self {
        let common = CommonDelay::new(mark());
        Self { common, standing, words: None, giving: None, knows: false, turn: 0 }
    }

    /// Has nothing to do with the code before any more, under a mark that is not known there. The new turn.
    pub fn turn(&mut self) -> u32 {
        *self = Self { turn: self.turn + 1, ..Self::new(self.standing) };
        self.turn
    }

    /// The code that is followed.
    pub fn code(&self) -> Option<DelayCode> {
        match self.standing.get_untracked() {
            Standing::With(code) => Some(code),
            Standing::Alone | Standing::NoSuch | Standing::Unanswered => None,
        }
    }
}

fn mark() -> String {
    DelayCode::drawn(Math::random).to_string()
}

/// The gateway's words, for as long as they are listened to.
#[derive(Debug)]
pub struct Words {
    source: EventSource,
    _told: Closure<dyn FnMut(JsValue)>,
}

impl Words {
    /// Calls `told` with each event that tells a delay. A connection that only breaks off is made again by the browser.
    pub fn new(source: EventSource, told: Closure<dyn FnMut(JsValue)>) -> Self {
        source.add_event_listener_with_callback("delay", told.as_ref().unchecked_ref()).ok();
        Self { source, _told: told }
    }

    /// Whether nothing more will come.
    pub fn is_over(&self) -> bool {
        self.source.ready_state() == EventSource::CLOSED
    }
}

impl Drop for Words {
    fn drop(&mut self) {
        self.source.close();
    }
}
