//! What one needs to show a chart to others: its link, and the element that frames it in a page of theirs.

use gridcast_core::charts::kind::ChartKind;
use gridcast_core::charts::link;
use gridcast_core::charts::view_state::ViewState;
use gridcast_core::charts::words::title;
use gridcast_core::words::with_detail;
use gridcast_words::race as words;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDocument, HtmlElement, MouseEvent};

use crate::viewer::Viewer;

/// Link and frame of a chart, as it is seen now.
#[component]
pub fn Share(
    /// Which chart.
    kind: ChartKind,
    /// What is seen.
    viewer: Viewer,
) -> impl IntoView {
    let link = move || address(viewer, None, kind.id());
    let frame = move || {
        let of = document().title().replace(" · Gridcast", "");
        link::frame(&address(viewer, Some(kind), ""), &with_detail(title(kind), &of))
    };
    view! {
        <div class="share">
            <Copyable label=words::share_link() text=Signal::derive(link)/>
            <Copyable label=words::share_frame() text=Signal::derive(frame)/>
        </div>
    }
}

/// The page's address with the view in it, or that of one chart alone. The viewer's own theme is not shared.
pub fn address(viewer: Viewer, panel: Option<ChartKind>, anchor: &str) -> String {
    let location = window().location();
    let [origin, path] = [location.origin(), location.pathname()].map(Result::unwrap_or_default);
    let query = viewer.view.with(|view| link::print(&ViewState { panel, theme: None, ..view.clone() }));
    let mark = if query.is_empty() { "" } else { "?" };
    let hash = if anchor.is_empty() { "" } else { "#" };
    format!("{origin}{path}{mark}{query}{hash}{anchor}")
}

/// A text to be taken along, with a key that does it.
#[component]
fn Copyable(
    /// What it is.
    label: &'static str,
    /// The text.
    text: Signal<String>,
) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    let said = RwSignal::new(words::copy());
    // What has been copied is no longer what stands there.
    Effect::new(move || {
        text.track();
        said.set(words::copy());
    });
    let copy = move |event: MouseEvent| {
        let Some(field) = field.get_untracked() else { return };
        field.select();
        // Old, but it needs no permission and works where the page came without TLS.
        let copied = document()
            .dyn_into::<HtmlDocument>()
            .is_ok_and(|document| document.exec_command("copy").unwrap_or_default());
        if copied {
            let key = event.current_target().and_then(|key| key.dyn_into::<HtmlElement>().ok());
            if let Some(key) = key {
                // A key that has gone needs no focus.
                key.focus().ok();
            }
        }
        said.set(if copied { words::copied() } else { words::selected() });
    };
    view! {
        <label>
            <span>{label}</span>
            <input type="text" readonly prop:value=text node_ref=field on:focus=move |event| {
                event_target::<web_sys::HtmlInputElement>(&event).select();
            }/>
        </label>
        <button class="key" aria-label=move || words::copy_what(label, said.get()) on:click=copy>{said}</button>
    }
}
