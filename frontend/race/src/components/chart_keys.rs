//! The keys that only some charts have: dots of a box plot, the trace's reference, what the map and the standings
//! show, which laps' telemetry is compared.

use gridcast_core::charts::ChartKind;
use gridcast_core::charts::trace::parse_pace;
use gridcast_core::charts::view::{MapOf, Progress, Reference};
use leptos::prelude::*;

use crate::components::opener::Opener;
use crate::shown::Shown;
use crate::sources::RaceSources;
use crate::telemetry::{Lap, laps_of, toggled};

/// The keys of a chart.
pub fn chart_keys(kind: ChartKind, shown: Shown) -> AnyView {
    match kind.id() {
        "team-pace" | "driver-pace" => dots(shown).into_any(),
        "trace" => (reference(shown), pace(shown)).into_any(),
        "track-map" => map_of(shown).into_any(),
        id if id.ends_with("standings") => progress(shown).into_any(),
        _ => ().into_any(),
    }
}

fn dots(shown: Shown) -> impl IntoView {
    let on = Memo::new(move |_| shown.view.with(|view| view.points));
    view! {
        <button
            class="key"
            aria-pressed=move || on.get().to_string()
            title="Every lap as a dot"
            on:click=move |_| shown.view.update(|view| view.points = !view.points)
        >
            "Dots"
        </button>
    }
}

/// A key that opens a list: what is chosen, the list's label, values and words, and what choosing does.
fn list(
    label: &'static str,
    now: impl Fn() -> String + Send + Sync + Copy + 'static,
    options: impl Fn() -> Vec<(String, String)> + Send + Sync + 'static,
    choose: impl Fn(String) + 'static,
) -> impl IntoView {
    let options = Memo::new(move |_| options());
    let word = move || {
        let now = now();
        options.with(|options| options.iter().find(|one| one.0 == now).map(|one| one.1.clone()))
    };
    view! {
        <div class="picker key">
            <span aria-hidden="true">{word}</span>
            <svg viewBox="0 0 10 6" aria-hidden="true"><path d="M1 1L5 5L9 1"/></svg>
            <select aria-label=label on:change=move |event| choose(event_target_value(&event))>
                {move || options.get().into_iter().map(|(value, word)| {
                    let this = value.clone();
                    view! { <option value=value selected=move || now() == this>{word}</option> }
                }).collect_view()}
            </select>
        </div>
    }
}

/// A pace of the viewer's own, typed.
fn pace(shown: Shown) -> impl IntoView {
    let fault = RwSignal::new(None::<&'static str>);
    let field = NodeRef::<leptos::html::Input>::new();
    let take = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = field.get_untracked().map(|field| field.value()).unwrap_or_default();
        match parse_pace(&typed) {
            Ok(ms) => {
                shown.view.update(|view| view.reference = Reference::Pace(ms));
                fault.set(None);
            }
            Err(words) => fault.set(Some(words)),
        }
    };
    let now = move || match shown.view.with_untracked(|view| view.reference.clone()) {
        Reference::Pace(ms) => gridcast_core::format::lap_time(ms),
        _ => String::new(),
    };
    view! {
        <Opener id="pace-to-measure" label="Pace to measure against" words=|| "Pace">
            <form class="share" novalidate on:submit=take>
                <label>
                    <span>"A lap, such as 1:28.5 or 88.5"</span>
                    <input
                        type="text"
                        autocomplete="off"
                        autofocus=true
                        value=now()
                        node_ref=field
                        aria-invalid=move || fault.get().is_some().to_string()
                        aria-describedby="pace-fault"
                        on:input=move |_| fault.set(None)
                    />
                </label>
                <button class="key">"Measure"</button>
                <p id="pace-fault" class="note" role="status">{fault}</p>
            </form>
        </Opener>
    }
}

fn reference(shown: Shown) -> impl IntoView {
    let now = move || {
        shown.view.with(|view| match &view.reference {
            Reference::Winner => String::new(),
            Reference::Driver(code) => code.clone(),
            Reference::Pace(ms) => ms.to_string(),
        })
    };
    let options = move || {
        let mut options = vec![(String::new(), "Winner's mean pace".to_owned())];
        if let Reference::Pace(ms) = shown.view.with(|view| view.reference.clone()) {
            options.push((ms.to_string(), format!("{} a lap", gridcast_core::format::lap_time(ms))));
        }
        shown.drivers.with(|drivers| {
            options.extend(
                drivers.iter().map(|driver| (driver.code.clone(), format!("Laps of {}", driver.code))),
            );
        });
        options
    };
    list("Measured against", now, options, move |value| {
        shown.view.update(|view| {
            view.reference = match value.parse() {
                _ if value.is_empty() => Reference::Winner,
                Ok(ms) => Reference::Pace(ms),
                Err(_) => Reference::Driver(value),
            };
        });
    })
}

fn map_of(shown: Shown) -> impl IntoView {
    let now =
        move || if shown.view.with(|view| view.map) == MapOf::Gear { "gear" } else { "speed" }.to_owned();
    let options = || vec![("speed".to_owned(), "Speed".to_owned()), ("gear".to_owned(), "Gear".to_owned())];
    list("The map shows", now, options, move |value| {
        shown.view.update(|view| view.map = if value == "gear" { MapOf::Gear } else { MapOf::Speed });
    })
}

fn progress(shown: Shown) -> impl IntoView {
    let is_place = move || shown.view.with(|view| view.progress) == Progress::Position;
    let now = move || if is_place() { "places" } else { "points" }.to_owned();
    let options =
        || vec![("points".to_owned(), "Points".to_owned()), ("places".to_owned(), "Places".to_owned())];
    list("Round by round", now, options, move |value| {
        shown.view.update(|view| {
            view.progress = if value == "places" { Progress::Position } else { Progress::Points };
        });
    })
}

/// Which laps are compared: those that are, and a sheet to choose others from.
#[component]
pub fn ComparedLaps(
    /// Of which race.
    sources: RaceSources,
) -> impl IntoView {
    let shown = expect_context::<Shown>();
    let telemetry = sources.telemetry;
    let toggle = move |lap: &Lap| {
        let laps = toggled(&telemetry.compared.get_untracked(), lap);
        shown.view.update(|view| view.compare = laps);
    };
    let chips = move || {
        telemetry
            .compared
            .get()
            .into_iter()
            .map(|lap| {
                let words = format!("{} {}", lap.0, lap.1);
                let label = format!("{}, lap {}: compared; press to remove", lap.0, lap.1);
                view! {
                    <button class="chip" aria-label=label on:click=move |_| toggle(&lap)>
                        <b>{words}</b>
                        <svg class="remove" viewBox="0 0 8 8" aria-hidden="true"><path d="M1 1L7 7M7 1L1 7"/></svg>
                    </button>
                }
            })
            .collect_view()
    };
    let index = sources.documents.telemetry;
    let there_is =
        Memo::new(move |_| index.with(|index| index.here().is_some_and(|index| !index.lap.is_empty())));
    move || {
        there_is.get().then(|| {
            view! {
                <div class="compared" role="group" aria-label="Compared laps">
                    <Opener id="laps-to-compare" label="Laps to compare" words=|| "Choose laps">
                        {lap_choices(sources, shown, toggle)}
                    </Opener>
                    {chips}
                </div>
            }
        })
    }
}

/// The laps of one driver that there is telemetry of; choosing the driver only shows others.
fn lap_choices(
    sources: RaceSources,
    shown: Shown,
    toggle: impl Fn(&Lap) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let RaceSources { documents, telemetry, .. } = sources;
    let of = move |code: &str| {
        let race = documents.race.with(|race| race.here().cloned());
        let index = documents.telemetry.with(|index| index.here().cloned());
        race.zip(index).map(|(race, index)| laps_of(&race, &index, code)).unwrap_or_default()
    };
    let drivers = Memo::new(move |_| {
        let codes = shown
            .drivers
            .with(|drivers| drivers.iter().map(|driver| driver.code.clone()).collect::<Vec<_>>());
        codes.into_iter().filter(|code| !of(code).is_empty()).collect::<Vec<_>>()
    });
    let first = telemetry.compared.with_untracked(|laps| laps.first().map(|lap| lap.0.clone()));
    let first = first.or_else(|| drivers.with_untracked(|drivers| drivers.first().cloned()));
    let code = RwSignal::new(first.unwrap_or_default());
    let laps = move || {
        let code = code.get();
        let keys = of(&code).into_iter().map(|lap| {
            let lap = (code.clone(), lap);
            let label = format!("{}, lap {}", lap.0, lap.1);
            let word = lap.1;
            let pressed = {
                let lap = lap.clone();
                Memo::new(move |_| telemetry.compared.with(|laps| laps.contains(&lap)))
            };
            view! {
                <button
                    class="chip"
                    aria-label=label
                    aria-pressed=move || pressed.get().to_string()
                    on:click=move |_| toggle(&lap)
                >
                    {word}
                </button>
            }
        });
        keys.collect_view()
    };
    let options = move || drivers.get().into_iter().map(|code| (code.clone(), code)).collect();
    view! {
        {list("Driver of the laps to choose from", move || code.get(), options, move |of| code.set(of))}
        <div class="choices lap-choices">{laps}</div>
    }
}
