//! The view as the query of an address, so that a link restores what was seen:
//! `drivers=NOR,VER&theme=dark&laps=all&cursor=44&zoom=10-30&palette=cb&compare=NOR-43,VER-43`. With `panel=gap` in
//! front it is the address of one chart alone, to be framed in another page.
//!
//! Panel, drivers and theme are those of every page ([`gridcast_shared::address`]); all else is of charts alone.
//!
//! What has its default is not said. What cannot be read is as if it were not there: links are old, cut and typed.

use gridcast_shared::address::{Address, Query, driver_code};
use gridcast_shared::mart::LapFilter;
use gridcast_shared::panel::Panel;

use crate::charts::palette::Scheme;
use crate::charts::view_state::{MOST_COMPARED, MapMeasure, Progress, Reference, ViewState};
use crate::theme::Theme;

/// The view as a query without its question mark; empty for the default.
pub fn print(view: &ViewState) -> String {
    let default = ViewState::default();
    let common = Address {
        panel: view.panel.map(Panel::Chart),
        drivers: view.drivers.clone(),
        theme: view.theme.map(Theme::name),
        ..Address::default()
    };
    let mut parts: Vec<String> = vec![common.to_string()];
    parts.retain(|part| !part.is_empty());
    if view.laps != default.laps {
        parts.push(format!("laps={}", filter_name(view.laps)));
    }
    if let Some(lap) = view.cursor {
        parts.push(format!("cursor={lap}"));
    }
    if let Some((low, high)) = view.zoom {
        parts.push(format!("zoom={low}-{high}"));
    }
    if let Some((from, to)) = view.part {
        parts.push(format!("part={from}-{to}"));
    }
    if view.scheme == Scheme::ColourBlind {
        parts.push("palette=cb".to_owned());
    }
    if !view.compare.is_empty() {
        let laps: Vec<String> = view.compare.iter().map(|(code, lap)| format!("{code}-{lap}")).collect();
        parts.push(format!("compare={}", laps.join(",")));
    }
    if !view.points {
        parts.push("points=off".to_owned());
    }
    match &view.reference {
        Reference::Winner => {}
        Reference::Driver(code) => parts.push(format!("reference={code}")),
        Reference::Pace(ms) => parts.push(format!("reference={ms}ms")),
    }
    if view.map == MapMeasure::Gear {
        parts.push("map=gear".to_owned());
    }
    if view.progress == Progress::Position {
        parts.push("progress=position".to_owned());
    }
    parts.join("&")
}

/// The element that frames an address in another page.
pub fn frame(address: &str, title: &str) -> String {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
    format!(
        r#"<iframe src="{}" title="{}" width="640" height="400" loading="lazy" allowfullscreen style="border:0"></iframe>"#,
        escaped(address),
        escaped(title)
    )
}

/// Reads a query, with or without its question mark.
pub fn parse(query: &str) -> ViewState {
    let query = Query::new(query);
    let mut view = ViewState {
        panel: query.chart(),
        drivers: query.drivers(),
        theme: query.theme().and_then(Theme::by_name),
        ..ViewState::default()
    };
    for (key, value) in query.pairs() {
        read(&mut view, key, &value);
    }
    view
}

fn read(view: &mut ViewState, key: &str, value: &str) {
    match (key, value) {
        ("laps", _) => {
            let named = LapFilter::ALL.into_iter().find(|&filter| filter_name(filter) == value);
            view.laps = named.unwrap_or_default();
        }
        ("cursor", _) => view.cursor = value.parse().ok().filter(|&lap| 0 < lap),
        ("zoom", _) => view.zoom = range(value),
        ("part", _) => view.part = range(value),
        ("palette", "cb") => view.scheme = Scheme::ColourBlind,
        ("compare", _) => {
            view.compare.clear();
            let laps = value.split(',').filter_map(|lap| {
                let (name, lap) = lap.rsplit_once('-')?;
                Some((driver_code(name)?, lap.parse().ok().filter(|&lap| 0 < lap)?))
            });
            for lap in laps {
                if view.compare.len() < MOST_COMPARED && !view.compare.contains(&lap) {
                    view.compare.push(lap);
                }
            }
        }
        ("points", "off") => view.points = false,
        ("reference", _) => {
            let pace = value.strip_suffix("ms").and_then(|ms| ms.parse().ok()).filter(|&ms| 0 < ms);
            view.reference = match (pace, driver_code(value)) {
                (Some(ms), _) => Reference::Pace(ms),
                (None, Some(code)) => Reference::Driver(code),
                (None, None) => Reference::Winner,
            };
        }
        ("map", "gear") => view.map = MapMeasure::Gear,
        ("progress", "position") => view.progress = Progress::Position,
        _ => {}
    }
}

/// `10-30`, ascending.
fn range(value: &str) -> Option<(u16, u16)> {
    let (low, high) = value.split_once('-')?;
    let range: (u16, u16) = (low.parse().ok()?, high.parse().ok()?);
    (range.0 < range.1).then_some(range)
}

/// A filter's name in addresses and documents.
pub fn filter_name(filter: LapFilter) -> &'static str {
    match filter {
        LapFilter::All => "all",
        LapFilter::Green => "green",
        LapFilter::Dry => "dry",
        LapFilter::Wet => "wet",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::kind::ChartKind;
    use proptest::collection::vec;
    use proptest::option;
    use proptest::prelude::*;

    #[test]
    fn the_address_of_the_issue() {
        let view = parse(
            "?drivers=NOR,VER&laps=green&cursor=44&zoom=10-30&palette=cb&theme=light&compare=NOR-43,VER-43",
        );
        assert_eq!(view.drivers, ["NOR", "VER"]);
        assert_eq!((view.laps, view.cursor, view.zoom), (LapFilter::Green, Some(44), Some((10, 30))));
        assert_eq!((view.scheme, view.theme), (Scheme::ColourBlind, Some(Theme::Light)));
        assert_eq!(view.compare, [("NOR".to_owned(), 43), ("VER".to_owned(), 43)]);
        assert_eq!(
            print(&view),
            "drivers=NOR,VER&theme=light&cursor=44&zoom=10-30&palette=cb&compare=NOR-43,VER-43"
        );
    }

    #[test]
    fn what_cannot_be_read_is_not_there() {
        let view = parse(
            "drivers=NOR%2Cver,,N%C3%98R,NOR&laps=fast&cursor=0&zoom=30-10&theme=blue&compare=NOR,VER-x&a&=&%",
        );
        assert_eq!(
            view,
            ViewState { drivers: vec!["NOR".to_owned(), "VER".to_owned()], ..ViewState::default() }
        );
        assert_eq!(print(&ViewState::default()), "");
    }

    #[test]
    fn a_chart_alone_has_an_address_and_a_frame() {
        let view = parse("panel=gap&drivers=NOR,VER&zoom=10-30");
        assert_eq!(view.panel, Some(ChartKind::Gap));
        assert_eq!(print(&view), "panel=gap&drivers=NOR,VER&zoom=10-30");
        assert_eq!(parse("panel=board").panel, None);
        assert_eq!(
            frame("https://a.example/race/2025/1?panel=gap&zoom=10-30", "Gap \"<now>\""),
            "<iframe src=\"https://a.example/race/2025/1?panel=gap&amp;zoom=10-30\" title=\"Gap &quot;&lt;now>&quot;\" \
             width=\"640\" height=\"400\" loading=\"lazy\" allowfullscreen style=\"border:0\"></iframe>"
        );
    }

    fn codes() -> impl Strategy<Value = Vec<String>> {
        proptest::collection::btree_set("[A-Z0-9]{1,4}", 0..8).prop_map(|codes| codes.into_iter().collect())
    }

    prop_compose! {
        fn views()(
            drivers in codes(), laps in 0usize..4, cursor in option::of(1u16..),
            zoom in option::of((0u16..60_000, 1u16..5000)), marks in any::<[bool; 4]>(), theme in 0..3,
            compared in codes(), lap in 1u16.., reference in 0..3,
            panel in option::of(0..ChartKind::ALL.len()),
        ) -> ViewState {
            ViewState {
                panel: panel.map(|panel| ChartKind::ALL[panel]),
                drivers,
                laps: LapFilter::ALL[laps],
                cursor,
                zoom: zoom.map(|(low, width)| (low, low + width)),
                part: zoom.map(|(low, width)| (width, low.saturating_add(width).max(width + 1))),
                scheme: if marks[0] { Scheme::ColourBlind } else { Scheme::Team },
                theme: [None, Some(Theme::Dark), Some(Theme::Light)][theme as usize],
                reference: match reference {
                    0 => Reference::Winner,
                    1 => Reference::Driver("NOR".to_owned()),
                    _ => Reference::Pace(u32::from(lap)),
                },
                compare: compared.into_iter().take(MOST_COMPARED).map(|code| (code, lap)).collect(),
                points: marks[1],
                map: if marks[2] { MapMeasure::Gear } else { MapMeasure::Speed },
                progress: if marks[3] { Progress::Position } else { Progress::Points },
            }
        }
    }

    proptest! {
        #[test]
        fn a_link_restores_the_view(view in views()) {
            prop_assert_eq!(parse(&print(&view)), view);
        }

        #[test]
        fn any_query_gives_a_view_that_prints_as_itself(query in "\\PC{0,80}", parts in vec("(drivers|zoom|compare|cursor)=[%A-C0-9,-]{0,12}", 0..5)) {
            for query in [query, parts.join("&")] {
                let view = parse(&query);
                prop_assert_eq!(parse(&print(&view)), view);
            }
        }
    }
}
