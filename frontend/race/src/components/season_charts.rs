//! The season's charts.

use gridcast_core::charts::ChartKind;
use gridcast_core::charts::reach::is_over;
use gridcast_shared::mart::Standings;
use leptos::prelude::*;

use crate::components::chart_keys::chart_keys;
use crate::documents::Shown as ShownDocument;
use crate::panel::ChartPanel;
use crate::shown::Shown;
use crate::sources::{is_of_season, season_source};

/// Both championships round by round, and what can still be reached while anything can.
#[component]
pub fn SeasonCharts(
    /// The standings.
    standings: ShownDocument<Standings>,
) -> impl IntoView {
    let shown = expect_context::<Shown>();
    let over = Memo::new(move |_| {
        standings.with(|document| document.here().is_some_and(|standings| is_over(standings)))
    });
    let charts = ChartKind::ALL.into_iter().filter(|kind| is_of_season(*kind));
    view! {
        <div class="charts">
            {charts
                .map(|kind| {
                    let of_the_future = matches!(kind, ChartKind::DriverReach | ChartKind::ConstructorReach);
                    move || (!of_the_future || !over.get()).then(|| season_panel(kind, standings, shown))
                })
                .collect_view()}
        </div>
    }
}

/// A chart with its own keys.
pub fn season_panel(kind: ChartKind, standings: ShownDocument<Standings>, shown: Shown) -> impl IntoView {
    let keys = move || chart_keys(kind, shown);
    view! { <ChartPanel source=season_source(kind, standings) keys=keys/> }
}
