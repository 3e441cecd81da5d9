//! The strip "seconds behind the leader", or behind the fastest where laps are ranked.

use gridcast_core::board::BoardKind;
use gridcast_viewer::erased::{effect, text};
use gridcast_words::live;
use leptos::html::Canvas;
use leptos::prelude::*;

use crate::page::PageHandle;
use crate::paint::Painter;
use crate::shown::Shown;

/// The strip; the board says the same to screen readers.
#[component]
pub fn StripPanel() -> impl IntoView {
    let shown = expect_context::<Shown>();
    let behind = move || match shown.board.with(|board| board.kind) {
        BoardKind::Race => live::strip_behind(),
        BoardKind::Practice | BoardKind::Qualifying => live::strip_slower(),
    };
    let page = expect_context::<PageHandle>();
    let canvas = NodeRef::<Canvas>::new();
    effect(move || {
        if let Some(strip) = canvas.get().and_then(Painter::new) {
            page.update_value(|page| page.set_strip(strip));
        }
    });
    view! {
        <section class="panel strip" aria-hidden="true">
            <h2 class="label">{text(behind)}</h2>
            <canvas node_ref=canvas></canvas>
        </section>
    }
}
