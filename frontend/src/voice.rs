//! Reads a text out by the browser's own voice, in the language of the page; one text at a time.

use gridcast_words::spoken;
use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Reads a text out in place of what is being read. A browser without a voice stays silent.
pub(crate) fn say(text: &str) {
    // Whatever is missing, there is no voice.
    speak(text).ok();
}

fn speak(text: &str) -> Result<(), JsValue> {
    let window = js_sys::global();
    let voice = Reflect::get(&window, &"speechSynthesis".into())?;
    let utterance: Function = Reflect::get(&window, &"SpeechSynthesisUtterance".into())?.dyn_into()?;
    let utterance = Reflect::construct(&utterance, &Array::of1(&text.into()))?;
    Reflect::set(&utterance, &"lang".into(), &spoken::language().code().into())?;
    let call = |name: &str, with: &Array| {
        Reflect::get(&voice, &name.into())?.dyn_into::<Function>()?.apply(&voice, with)
    };
    call("cancel", &Array::new())?;
    call("speak", &Array::of1(&utterance))?;
    Ok(())
}
