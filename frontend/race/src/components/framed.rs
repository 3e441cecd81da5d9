//! One chart that fills the window, framed in another page: `?panel=gap`. Below it stands what it is of.

use gridcast_core::charts::kind::ChartKind;
use gridcast_words::race as said;
use leptos::prelude::*;

use crate::components::share::address;
use crate::viewer::Viewer;

/// The chart and the line below it.
#[component]
pub fn Framed(
    /// Which chart.
    kind: ChartKind,
    /// Which race or season.
    #[prop(into)]
    of: Signal<String>,
    /// The chart.
    children: Children,
) -> impl IntoView {
    let viewer = expect_context::<Viewer>();
    let whole = move || address(viewer, None, kind.id());
    view! {
        <main id="main" tabindex="-1" class="framed">
            <h1 class="hidden">{of}</h1>
            {children()}
            <p class="credit"><a href=whole target="_blank" rel="noopener">{move || said::on_gridcast(&of.get())}</a></p>
        </main>
    }
}
