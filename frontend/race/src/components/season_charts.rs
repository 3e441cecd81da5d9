//! The season's charts.

use gridcast_core::charts::data::contention::is_over;
use gridcast_core::charts::kind::{ChartKind, ChartPage};
use gridcast_shared::mart::Standings;
use leptos::prelude::*;

use crate::components::chart_keys::chart_keys;
use crate::documents::DocumentSignal;
use crate::panel::ChartPanel;
use crate::sources::season_source;
use crate::viewer::Viewer;

/// Both championships round by round, and what can still be reached while anything can.
#[component]
pub fn SeasonCharts(
    /// The standings.
    standings: DocumentSignal<Standings>,
) -> impl IntoView {
    let viewer = expect_context::<Viewer>();
    let over = Memo::new(move |_| {
        standings.with(|document| document.here().is_some_and(|standings| is_over(standings)))
    });
    let charts = ChartPage::Season.charts().iter();
    view! {
        <div class="charts">
            {charts
                .map(|&kind| {
                    let of_the_future = matches!(kind, ChartKind::DriverContention | ChartKind::ConstructorContention);
                    move || (!of_the_future || !over.get()).then(|| season_panel(kind, standings, viewer))
                })
                .collect_view()}
        </div>
    }
}

/// A chart with its own keys.
pub fn season_panel(kind: ChartKind, standings: DocumentSignal<Standings>, viewer: Viewer) -> impl IntoView {
    let keys = move || chart_keys(kind, viewer);
    view! { <ChartPanel source=season_source(kind, standings) keys=keys/> }
}
