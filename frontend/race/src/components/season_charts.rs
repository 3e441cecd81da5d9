//! The season's charts.

use gridcast_core::charts::ChartKind;
use gridcast_shared::mart::Standings;
use leptos::prelude::*;

use crate::documents::Shown as ShownDocument;
use crate::panel::ChartPanel;
use crate::sources::{is_of_season, season_source};

/// Both championships round by round.
#[component]
pub fn SeasonCharts(
    /// The standings.
    standings: ShownDocument<Standings>,
) -> impl IntoView {
    let charts = ChartKind::ALL.into_iter().filter(|kind| is_of_season(*kind));
    view! {
        <div class="charts">
            {charts.map(|kind| view! { <ChartPanel source=season_source(kind, standings)/> }).collect_view()}
        </div>
    }
}
