//! The tyres' names beside their signs; the bars repeat letter and pattern.

use gridcast_shared::race::Compound;
use gridcast_words::race as said;
use leptos::prelude::*;

/// The legend.
#[component]
pub fn TyreLegend() -> impl IntoView {
    let tyres = [
        (Compound::Soft, "S", said::tyre_soft(), "soft", ""),
        (Compound::Medium, "M", said::tyre_medium(), "medium", "38 12"),
        (Compound::Hard, "H", said::tyre_hard(), "hard", "17 8"),
        (Compound::Intermediate, "I", said::tyre_intermediate(), "intermediate", "5.6 4.4"),
        (Compound::Wet, "W", said::tyre_wet(), "wet", ""),
    ];
    let items = tyres.map(|(compound, letter, name, class, dash)| {
        // The breaks lie left and right, so that the letter stands between them.
        let turn = match compound {
            Compound::Medium => "rotate(111.6 10 10)",
            Compound::Hard => "rotate(-30.6 10 10)",
            _ => "",
        };
        view! {
            <li>
                <svg class=format!("tyre {class}") viewBox="0 0 20 20" aria-hidden="true">
                    <circle cx="10" cy="10" r="9" pathLength="100" stroke-dasharray=dash transform=turn/>
                    {(compound == Compound::Wet).then(|| view! { <circle cx="10" cy="10" r="6.4" class="inner"/> })}
                    <text x="10" y="13.6">{letter}</text>
                </svg>
                {name}
            </li>
        }
    });
    view! {
        <ul class="tyre-legend" aria-label=said::tyres()>
            {items.into_iter().collect_view()}
            <li class="more">"number: laps on the set"</li>
        </ul>
    }
}
