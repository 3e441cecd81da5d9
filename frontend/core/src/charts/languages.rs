//! Every chart in every language: its texts stay on the canvas, and none of them is English.

use gridcast_shared::mart::{Bests, LapTelemetry, SectorBests, SpeedTraps};
use gridcast_words::language::Language;
use gridcast_words::spoken::speak_for_tests;

use crate::charts::build::canvas::Canvas;
use crate::charts::documents::Documents;
use crate::charts::draw::command::Command;
use crate::charts::draw::style::Anchor;
use crate::charts::kind::ChartKind;
use crate::charts::layout::{self, chart};
use crate::charts::testing::{canvas, documents, sample, standings, telemetry};
use crate::charts::view_state::ViewState;
use crate::charts::words;

/// As wide as letters are on the page, about: those of Japanese are square.
fn measure(text: &str, size: f32, _weight: u16) -> f32 {
    text.chars().map(|letter| if letter < '\u{2e80}' { 0.5 } else { 1.0 }).sum::<f32>() * size
}

/// Texts of a drawn chart that are not whole on its canvas.
fn cut_off(commands: &[Command], width: f64) -> Vec<&str> {
    let is_out = |command: &Command| match command {
        Command::Text { at, text, size, weight, anchor, .. } => {
            let long = f64::from(measure(text, *size as f32, *weight));
            let left = match anchor {
                Anchor::Start => at[0],
                Anchor::Middle => at[0] - long / 2.0,
                Anchor::End => at[0] - long,
            };
            left < -2.0 || width + 2.0 < left + long
        }
        _ => false,
    };
    let cut_off = commands.iter().filter(|command| is_out(command));
    cut_off
        .filter_map(
            |command| if let Command::Text { text, .. } = command { Some(text.as_str()) } else { None },
        )
        .collect()
}

#[test]
fn no_text_of_a_chart_is_cut_off_in_any_language() {
    let (race, laps) = sample();
    let (one, other): (LapTelemetry, LapTelemetry) = (telemetry("NOR", 5, 1000), telemetry("VER", 5, 1010));
    let of_laps = [&one, &other];
    let standings = standings();
    let bests = Bests {
        sectors: vec![SectorBests {
            sectors: [Some((26_123, 4)), Some((31_456, 5)), Some((28_789, 6))],
            ideal: Some(86_368),
            best: Some((86_500, 5)),
            driver: 0,
        }],
        speeds: vec![SpeedTraps {
            st: Some((331, 5)),
            fl: Some((310, 5)),
            i1: Some((290, 4)),
            i2: Some((280, 3)),
            driver: 0,
        }],
        ..Bests::default()
    };
    let documents = Documents {
        telemetry: &of_laps,
        standings: Some(&standings),
        bests: Some(&bests),
        ..documents(&race, &laps)
    };
    for language in Language::ALL {
        speak_for_tests(language);
        for width in [288.0, 620.0, 1380.0] {
            for kind in ChartKind::ALL {
                let height = layout::height(kind, &documents, width);
                let canvas = Canvas { measure: &measure, ..canvas(width, height) };
                let drawn = chart(kind, &documents, &ViewState::default(), &canvas);
                assert_eq!(
                    cut_off(&drawn.commands, width),
                    [] as [&str; 0],
                    "{language:?} {} {width}",
                    kind.id()
                );
            }
        }
    }
}

#[test]
fn every_chart_has_its_own_heading_in_every_language() {
    let titles = |language| {
        speak_for_tests(language);
        ChartKind::ALL.map(|kind| words::title(kind).to_owned())
    };
    let english = titles(Language::English);
    for language in Language::ALL.into_iter().skip(1) {
        let own = titles(language);
        let same: Vec<&String> =
            own.iter().zip(&english).filter(|(own, english)| own == english).map(|t| t.0).collect();
        // Some words are the sport's own.
        assert!(same.len() <= 1, "{language:?}: {same:?}");
        let mut different = own.to_vec();
        different.sort();
        different.dedup();
        assert_eq!(different.len(), own.len(), "{language:?}");
    }
}
