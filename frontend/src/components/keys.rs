//! The overlay of keys: everything that the keyboard does on the page.

use gridcast_viewer::erased::{act, effect};
use gridcast_words::live;
use leptos::html::Dialog;
use leptos::prelude::*;

use crate::shown::Shown;

/// Keys that mean one thing, and what that is.
type Line = (&'static [&'static str], fn() -> &'static str);

/// All of them; what they do is in `app`, `time_input` and `map_input`.
const LINES: [Line; 20] = [
    (&["↑", "↓"], live::keys_choose),
    (&["Esc"], live::keys_nobody),
    (&["d"], live::details),
    (&["v"], live::keys_view),
    (&["g"], live::keys_gaps),
    (&["s"], live::keys_say),
    (&["k"], live::keys_stand),
    (&["←", "→"], live::keys_seconds),
    (&[",", "."], live::keys_lap),
    (&["[", "]"], live::keys_event),
    (&["<", ">"], live::keys_rate),
    (&["l"], live::bar_live),
    (&["+", "−"], live::keys_zoom),
    (&["0"], live::map_whole),
    (&["⇧", "← ↑ → ↓"], live::keys_pan),
    (&["f"], live::follow),
    (&["o"], live::ring),
    (&["t"], live::keys_theme),
    (&["b"], live::lite_short),
    (&["?"], live::keys),
];

/// The overlay. The browser keeps the focus in it, and gives it back.
#[component]
pub fn Keys() -> impl IntoView {
    let shown = expect_context::<Shown>();
    let dialog = NodeRef::<Dialog>::new();
    effect(move || {
        let Some(dialog) = dialog.get() else { return };
        if !shown.keys.get() {
            dialog.close();
        } else if !dialog.open() {
            // It can only be refused to one that is not in the document.
            dialog.show_modal().ok();
        }
    });
    view! {
        <dialog
            class="keys"
            node_ref=dialog
            aria-labelledby="keys-title"
            on:close=act(move |_| shown.keys.set(false))
            on:click=act(move |event: web_sys::MouseEvent| {
                // Beside what is in it.
                if event.target().is_some_and(|at| Some(at) == dialog.get_untracked().map(Into::into)) {
                    shown.keys.set(false);
                }
            })
        >
            <div>
                <div class="keys-head">
                    <h2 id="keys-title">{live::keys()}</h2>
                    <button class="key" on:click=act(move |_| shown.keys.set(false))>{live::details_shut()}</button>
                </div>
                <dl>
                    {LINES.into_iter().map(|(keys, words)| view! {
                        <div>
                            <dt>{keys.iter().map(|key| view! { <kbd>{*key}</kbd> }).collect_view()}</dt>
                            <dd>{words()}</dd>
                        </div>
                    }).collect_view()}
                </dl>
            </div>
        </dialog>
    }
}
