//! A key that opens a sheet of links or keys, and closes it: where choosing does something at once, a list of the
//! browser's own would do it at the first arrow key, before anything was chosen.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, FocusEvent, HtmlDivElement, HtmlElement, KeyboardEvent, Node};

/// The key and its sheet. The sheet stays open until the viewer goes elsewhere, so that several can be chosen.
#[component]
#[expect(clippy::needless_pass_by_value, reason = "a component owns what it is given")]
pub fn Popover(
    /// The sheet's anchor.
    #[prop(into)]
    id: String,
    /// What is on the sheet.
    label: &'static str,
    /// The key's name, where its words are a sign.
    #[prop(optional, into)]
    name: Option<String>,
    /// The key's words.
    #[prop(into)]
    words: ViewFn,
    /// Whether it is open.
    #[prop(optional)]
    open: RwSignal<bool>,
    /// Whether what the sheet holds has come; the focus goes to its place as soon as it has.
    #[prop(optional, into)]
    filled: Option<Signal<bool>>,
    /// What the sheet holds, made when it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let root = NodeRef::<html::Div>::new();
    let key = NodeRef::<html::Button>::new();
    let is_within = move |target: Option<EventTarget>| {
        let node = target.and_then(|target| target.dyn_into::<Node>().ok());
        root.get_untracked().is_some_and(|root| root.contains(node.as_ref()))
    };
    let pressed = window_event_listener(leptos::ev::pointerdown, move |event| {
        if open.get_untracked() && !is_within(event.target()) {
            open.set(false);
        }
    });
    on_cleanup(move || pressed.remove());
    // Without a target the window has lost the focus, or it went to nothing that could have it.
    let left = move |event: FocusEvent| {
        let to = event.related_target();
        if to.is_some() && !is_within(to) {
            open.set(false);
        }
    };
    let pressed_key = move |event: KeyboardEvent| {
        if !open.get_untracked() {
            return;
        }
        match event.key().as_str() {
            "Escape" => {
                open.set(false);
                focus(key.get_untracked().map(Into::into));
            }
            // Not every browser goes to links by Tab.
            "ArrowDown" => walk(root.get_untracked(), 1),
            "ArrowUp" => walk(root.get_untracked(), -1),
            _ => return,
        }
        event.prevent_default();
    };
    Effect::new(move || {
        if open.get() && filled.is_none_or(|filled| filled.get()) {
            // Once the sheet holds what it has to: keys go on from where the page is.
            request_animation_frame(move || {
                let builder = root.try_get_untracked().flatten();
                focus(
                    builder.and_then(|builder| builder.query_selector("[aria-current], [autofocus]").ok()?),
                );
            });
        }
    });
    view! {
        // With a place for the focus of its own: not every browser gives it to a key that is pressed by pointer.
        <div class="popover" tabindex="-1" node_ref=root on:focusout=left on:keydown=pressed_key>
            <button
                class=if name.is_some() { "tool" } else { "key" }
                title=name.is_some().then_some(label)
                aria-label=name.clone()
                aria-expanded=move || open.get().to_string()
                aria-controls=id.clone()
                node_ref=key
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {words.run()}
                {name.is_none().then(|| view! {
                    <svg viewBox="0 0 10 6" aria-hidden="true"><path d="M1 1L5 5L9 1"/></svg>
                })}
            </button>
            <div id=id class="sheet" role="group" aria-label=label tabindex="-1" hidden=move || !open.get()>
                {move || open.get().then(|| children())}
            </div>
        </div>
    }
}

/// Goes to the next place of a popover that takes the focus, or the one before.
fn walk(root: Option<HtmlDivElement>, by: isize) {
    let Some(root) = root else { return };
    let Ok(places) = root.query_selector_all("a[href], button, summary, input") else { return };
    let places: Vec<Element> = (0..places.length())
        .filter_map(|i| places.item(i)?.dyn_into().ok())
        // What is folded away has no room.
        .filter(|place: &Element| 0 < place.client_height())
        .collect();
    let here = document().active_element();
    let now = places.iter().position(|place| here.as_ref() == Some(place));
    let to = now.map_or(0, |now| now.saturating_add_signed(by));
    focus(places.get(to).cloned());
}

fn focus(element: Option<Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // What cannot have the focus is gone by now.
        element.focus().ok();
    }
}
