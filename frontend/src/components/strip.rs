//! The strip "seconds behind the leader".

use leptos::html::Canvas;
use leptos::prelude::*;

use crate::page::PageHandle;
use crate::paint::Painter;

/// The strip; the board says the same to screen readers.
#[component]
pub fn StripPanel() -> impl IntoView {
    let page = expect_context::<PageHandle>();
    let canvas = NodeRef::<Canvas>::new();
    Effect::new(move || {
        if let Some(strip) = canvas.get().and_then(Painter::new) {
            page.update_value(|page| page.set_strip(strip));
        }
    });
    view! {
        <section class="panel strip" aria-hidden="true">
            <h2 class="label">"Seconds behind the leader"</h2>
            <canvas node_ref=canvas></canvas>
        </section>
    }
}
