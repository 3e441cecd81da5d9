//! The numbers of a chart as a table, made when it is asked for.
#![expect(unreachable_pub, reason = "what the component macro makes beside the function is public")]

use std::sync::Arc;

use gridcast_core::charts::build::chart::Chart;
use gridcast_words::race as said;
use leptos::prelude::*;
use web_sys::HtmlDetailsElement;

/// Summary and table of a chart, folded.
#[component]
pub(super) fn TableOf(
    /// The chart.
    chart: RwSignal<Option<Arc<Chart>>>,
    /// Its heading.
    title: &'static str,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let toggled = move |event: leptos::ev::Event| open.set(event_target::<HtmlDetailsElement>(&event).open());
    let body = move || {
        let chart = chart.get().filter(|_| open.get())?;
        let head = chart.table.head.iter().map(|cell| view! { <th scope="col">{cell.clone()}</th> });
        let head = head.collect_view();
        let rows = chart.table.rows.iter().map(|row| {
            let cells = row.cells.iter().enumerate().map(|(i, cell)| {
                let cell = cell.clone();
                if i == 0 {
                    view! { <th scope="row">{cell}</th> }.into_any()
                } else {
                    view! { <td>{cell}</td> }.into_any()
                }
            });
            view! { <tr>{cells.collect_view()}</tr> }
        });
        let rows = rows.collect_view();
        Some(view! {
            <p class="summary">{chart.summary.clone()}</p>
            <div class="table-view" tabindex="0" role="region" aria-label=said::chart_table(title)>
                <table aria-label=title>
                    <thead><tr>{head}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        })
    };
    view! {
        <details class="numbers" on:toggle=toggled>
            <summary>{said::chart_in_numbers(title)}</summary>
            {body}
        </details>
    }
}
