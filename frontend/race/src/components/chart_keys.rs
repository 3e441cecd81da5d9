//! The keys that only some charts have: dots of a box plot, the trace's reference, what the map and the standings
//! show, which laps' telemetry is compared.

use gridcast_core::charts::data::pace_input::parse_pace;
use gridcast_core::charts::kind::{ChartKey, ChartKind, keys};
use gridcast_core::charts::view_state::{MapMeasure, Progress, Reference};
use gridcast_core::charts::words::pace_error;
use gridcast_words::race as said;
use leptos::prelude::*;

use crate::components::popover::Popover;
use crate::sources::RaceSources;
use crate::telemetry::{Lap, laps_of, toggled};
use crate::viewer::Viewer;

/// The keys of a chart.
pub fn chart_keys(kind: ChartKind, viewer: Viewer) -> impl IntoView {
    let key = |key: &ChartKey| match key {
        ChartKey::Dots => dots(viewer).into_any(),
        ChartKey::Reference => (reference(viewer), pace(viewer)).into_any(),
        ChartKey::MapMeasure => map_of(viewer).into_any(),
        ChartKey::Progress => progress(viewer).into_any(),
    };
    keys(kind).iter().map(key).collect_view()
}

fn dots(viewer: Viewer) -> impl IntoView {
    let on = Memo::new(move |_| viewer.view.with(|view| view.points));
    view! {
        <button
            class="key"
            aria-pressed=move || on.get().to_string()
            title=said::dots_title()
            on:click=move |_| viewer.view.update(|view| view.points = !view.points)
        >
            {said::dots()}
        </button>
    }
}

/// A key that opens a list: what is chosen, the list's label, values with their words, and what choosing does.
fn list<T: Clone + PartialEq + Send + Sync + 'static>(
    label: &'static str,
    now: impl Fn() -> T + Send + Sync + Copy + 'static,
    options: impl Fn() -> Vec<(T, String)> + Send + Sync + 'static,
    choose: impl Fn(T) + 'static,
) -> impl IntoView {
    let options = Memo::new(move |_| options());
    let word = move || {
        let now = now();
        options.with(|options| options.iter().find(|one| one.0 == now).map(|one| one.1.clone()))
    };
    // An option's value is its place in the list.
    let changed = move |event| {
        let place = event_target_value(&event).parse::<usize>().ok();
        let value = place.and_then(|i| options.with_untracked(|options| Some(options.get(i)?.0.clone())));
        if let Some(value) = value {
            choose(value);
        }
    };
    view! {
        <div class="picker key">
            <span aria-hidden="true">{word}</span>
            <svg viewBox="0 0 10 6" aria-hidden="true"><path d="M1 1L5 5L9 1"/></svg>
            <select aria-label=label on:change=changed>
                {move || options.get().into_iter().enumerate().map(|(i, (value, word))| {
                    view! { <option value=i.to_string() selected=move || now() == value>{word}</option> }
                }).collect_view()}
            </select>
        </div>
    }
}

/// A pace of the viewer's own, typed.
fn pace(viewer: Viewer) -> impl IntoView {
    let fault = RwSignal::new(None::<&'static str>);
    let field = NodeRef::<leptos::html::Input>::new();
    let take = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = field.get_untracked().map(|field| field.value()).unwrap_or_default();
        match parse_pace(&typed) {
            Ok(ms) => {
                viewer.view.update(|view| view.reference = Reference::Pace(ms));
                fault.set(None);
            }
            Err(error) => fault.set(Some(pace_error(error))),
        }
    };
    let now = move || match viewer.view.with_untracked(|view| view.reference.clone()) {
        Reference::Pace(ms) => gridcast_core::format::lap_time(ms),
        _ => String::new(),
    };
    view! {
        <Popover id="pace-to-measure" label=said::pace_title() words=said::pace>
            <form class="share" novalidate on:submit=take>
                <label>
                    <span>{said::pace_example()}</span>
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
                <button class="key">{said::pace_measure()}</button>
                <p id="pace-fault" class="note" role="status">{fault}</p>
            </form>
        </Popover>
    }
}

fn reference(viewer: Viewer) -> impl IntoView {
    let now = move || viewer.view.with(|view| view.reference.clone());
    let options =
        move || {
            let mut options = vec![(Reference::Winner, said::winners_mean().to_owned())];
            if let Reference::Pace(ms) = now() {
                options.push((Reference::Pace(ms), said::pace_a_lap(&gridcast_core::format::lap_time(ms))));
            }
            viewer.drivers.with(|drivers| {
                options.extend(drivers.iter().map(|driver| {
                    (Reference::Driver(driver.code.clone()), said::laps_of_driver(&driver.code))
                }));
            });
            options
        };
    list(said::measured_against(), now, options, move |reference| {
        viewer.view.update(|view| view.reference = reference);
    })
}

fn map_of(viewer: Viewer) -> impl IntoView {
    let now = move || viewer.view.with(|view| view.map);
    let options = || {
        vec![
            (MapMeasure::Speed, said::map_speed().to_owned()),
            (MapMeasure::Gear, said::map_gear().to_owned()),
        ]
    };
    list(said::map_shows(), now, options, move |measure| viewer.view.update(|view| view.map = measure))
}

fn progress(viewer: Viewer) -> impl IntoView {
    let now = move || viewer.view.with(|view| view.progress);
    let options = || {
        vec![
            (Progress::Points, said::progress_points().to_owned()),
            (Progress::Position, said::progress_places().to_owned()),
        ]
    };
    list(said::round_by_round(), now, options, move |progress| {
        viewer.view.update(|view| view.progress = progress);
    })
}

/// Which laps are compared: those that are, and a sheet to choose others from.
#[component]
pub fn ComparedLaps(
    /// Of which race.
    sources: RaceSources,
) -> impl IntoView {
    let viewer = expect_context::<Viewer>();
    let telemetry = sources.telemetry;
    let toggle = move |lap: &Lap| {
        let laps = toggled(&telemetry.compared.get_untracked(), lap);
        viewer.view.update(|view| view.compare = laps);
    };
    let chips = move || {
        telemetry
            .compared
            .get()
            .into_iter()
            .map(|lap| {
                let words = format!("{} {}", lap.0, lap.1);
                let label = said::compared_lap(&lap.0, lap.1);
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
                <div class="compared" role="group" aria-label=said::compared_laps()>
                    <Popover id="laps-to-compare" label=said::laps_to_compare() words=said::choose_laps>
                        {lap_choices(sources, viewer, toggle)}
                    </Popover>
                    {chips}
                </div>
            }
        })
    }
}

/// The laps of one driver that there is telemetry of; choosing the driver only shows others.
fn lap_choices(
    sources: RaceSources,
    viewer: Viewer,
    toggle: impl Fn(&Lap) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let RaceSources { documents, telemetry, .. } = sources;
    let of = move |code: &str| {
        let race = documents.race.with(|race| race.here().cloned());
        let index = documents.telemetry.with(|index| index.here().cloned());
        race.zip(index).map(|(race, index)| laps_of(&race, &index, code)).unwrap_or_default()
    };
    let drivers = Memo::new(move |_| {
        let codes = viewer
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
            let label = said::lap_of_driver(&lap.0, lap.1);
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
        {list(said::driver_of_laps(), move || code.get(), options, move |of| code.set(of))}
        <div class="choices lap-choices">{laps}</div>
    }
}
