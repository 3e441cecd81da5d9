//! Signs, drawn and not typed: tyres, triangles, tabs, the word mark.

use gridcast_core::board::LapMark;
use gridcast_core::pill::PillState;
use gridcast_core::signs::EventSign;
use gridcast_shared::race::Compound;
use gridcast_words::{common, live};
use leptos::prelude::*;

/// A tyre: letter, breaks of the ring and colour say the same.
#[component]
pub fn Tyre(
    /// Which.
    compound: Compound,
) -> impl IntoView {
    let (letter, name, class, dash) = match compound {
        Compound::Unknown => ("?", common::tyre_unknown(), "unknown", "2 3.55"),
        Compound::Soft => ("S", common::tyre_soft(), "soft", ""),
        Compound::Medium => ("M", common::tyre_medium(), "medium", "38 12"),
        Compound::Hard => ("H", common::tyre_hard(), "hard", "17 8"),
        Compound::Intermediate => ("I", common::tyre_intermediate(), "intermediate", "5.6 4.4"),
        Compound::Wet => ("W", common::tyre_wet(), "wet", ""),
    };
    // The breaks lie left and right, so that the letter stands between them.
    let turn = match compound {
        Compound::Medium => "rotate(111.6 10 10)",
        Compound::Hard => "rotate(-30.6 10 10)",
        _ => "",
    };
    view! {
        <svg class=format!("tyre {class}") viewBox="0 0 20 20" role="img" aria-label=name>
            <circle cx="10" cy="10" r="9" pathLength="100" stroke-dasharray=dash transform=turn/>
            {(compound == Compound::Wet).then(|| view! { <circle cx="10" cy="10" r="6.4" class="inner"/> })}
            <text x="10" y="13.6">{letter}</text>
        </svg>
    }
}

/// What a lap was: a triangle for the own best, a diamond for the best of all.
#[component]
pub fn LapSign(
    /// Which.
    mark: LapMark,
) -> impl IntoView {
    let (path, name) = match mark {
        LapMark::None => return ().into_any(),
        LapMark::Own => ("M5 1.5L9 8.5H1Z", live::lap_own_best()),
        LapMark::BestOfAll => ("M5 .5L9.5 5L5 9.5L.5 5Z", live::lap_best_of_all()),
    };
    view! { <svg class="lapsign" viewBox="0 0 10 10" role="img" aria-label=name><path d=path/></svg> }
        .into_any()
}

/// The pill's sign.
#[component]
pub fn PillSign(
    /// What the pill stands for.
    state: PillState,
) -> impl IntoView {
    use PillState as S;
    let sign = match state {
        S::Live => view! { <circle class="full" cx="6" cy="6" r="4.5"/> }.into_any(),
        S::Behind | S::ByFiles | S::Delayed => {
            view! { <circle cx="6" cy="6" r="4.2"/><path class="full" d="M6 1.8A4.2 4.2 0 0 1 6 10.2Z"/> }
                .into_any()
        }
        S::Stalled | S::NoRace | S::SourceAway | S::Incomplete | S::Ended => {
            view! { <circle cx="6" cy="6" r="4"/> }.into_any()
        }
        // A broken circle round a dot: something comes, and not all of it.
        S::PositionsStopped | S::PositionsDoubtful => view! {
            <circle cx="6" cy="6" r="4.6" pathLength="12" stroke-dasharray="2 1"/>
            <circle class="full" cx="6" cy="6" r="1.6"/>
        }
        .into_any(),
        S::Connecting | S::Reconnecting => {
            view! { <circle cx="6" cy="6" r="4.2" pathLength="12" stroke-dasharray="2 1"/> }.into_any()
        }
        S::Paused => view! { <path d="M3.5 2V10M8.5 2V10"/> }.into_any(),
        S::Offline => view! { <path d="M2 2L10 10M10 2L2 10"/> }.into_any(),
        S::Simulated => view! { <rect x="2" y="2" width="8" height="8"/> }.into_any(),
        S::Replay => view! { <path class="full" d="M2.5 1.5L10.5 6L2.5 10.5Z"/> }.into_any(),
    };
    view! { <svg class="sign" viewBox="0 0 12 12" aria-hidden="true">{sign}</svg> }
}

/// An event's sign.
#[component]
pub fn EventMark(
    /// Which.
    sign: EventSign,
) -> impl IntoView {
    match sign {
        EventSign::Flag(look) => {
            view! { <span class=format!("flagsign hatch {}", look.name()) aria-hidden="true"></span> }
                .into_any()
        }
        EventSign::Diamond => drawn("best", "M7 1.5L12.5 7L7 12.5L1.5 7Z"),
        EventSign::Triangle => drawn("", "M7 2.5L12 11.5H2Z"),
        EventSign::Cross => drawn("stroked", "M3 3L11 11M11 3L3 11"),
        EventSign::Pit => view! { <span class="pitsign" aria-hidden="true">"P"</span> }.into_any(),
        EventSign::Dash => drawn("stroked", "M2.5 7H11.5"),
        EventSign::Radio => drawn("stroked", "M3 5V9M6 3V11M9 1.5V12.5M12 5V9"),
    }
}

fn drawn(class: &'static str, path: &'static str) -> AnyView {
    view! { <svg class=format!("eventsign {class}") viewBox="0 0 14 14" aria-hidden="true"><path d=path/></svg> }
        .into_any()
}

/// The word mark: places on a grid.
#[component]
pub fn WordMark() -> impl IntoView {
    view! {
        <span class="wordmark">
            <svg viewBox="0 0 20 14" aria-hidden="true"><path d="M1 2H8V5.5M12 8.5V5H19M1 12H8V8.5"/></svg>
            <b>"Gridcast"</b>
        </span>
    }
}
