//! Heading and sentence above a chart on a picture of its own, in as many lines as they need.

use crate::charts::build::canvas::Measure;
use crate::charts::draw::command::{self, Command};
use crate::charts::draw::style::Anchor;
use crate::charts::palette::ChartPalette;

/// What stands above a chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Caption {
    /// To be drawn.
    pub commands: Vec<Command>,
    /// What it takes, CSS px.
    pub height: f64,
}

/// Heading and sentence, in lines of at most `width` CSS px from `left` on.
pub fn caption(
    heading: &str,
    sentence: &str,
    (left, width): (f64, f64),
    palette: &ChartPalette,
    measure: Measure,
) -> Caption {
    let mut commands = Vec::new();
    let mut top = 10.0;
    // Size, weight, height of a line.
    for (text, size, weight, line, rgb) in
        [(heading, 18.0, 700, 24.0, palette.colours.ink), (sentence, 13.0, 500, 18.0, palette.colours.ink2)]
    {
        for words in wrapped(text, width, |text| f64::from(measure(text, size as f32, weight))) {
            commands.push(command::text([left, top + line / 2.0], words, (size, weight), rgb, Anchor::Start));
            top += line;
        }
        top += 2.0;
    }
    Caption { commands, height: top + 8.0 }
}

/// Words in lines no wider than `width`; a word that is wider has a line of its own.
fn wrapped(text: &str, width: f64, width_of: impl Fn(&str) -> f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        if let Some(line) = lines.last_mut() {
            let longer = format!("{line} {word}");
            if width_of(&longer) <= width {
                *line = longer;
                continue;
            }
        }
        lines.push(word.to_owned());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::palette::Scheme;
    use crate::charts::testing::canvas;
    use crate::theme::Theme;

    #[test]
    fn long_captions_have_more_lines_none_wider_than_the_picture() {
        let palette = ChartPalette::new(Theme::Light, Scheme::Team);
        let measure = canvas(1.0, 1.0).measure;
        let heading = "Speed and gears on the track, Australian Grand Prix 2025";
        let sentence =
            "Speed of NOR 43 along the track: the wider and lighter, the higher; figures: slowest in corners";
        let of = |width| caption(heading, sentence, (16.0, width), &palette, measure);
        let (wide, narrow) = (of(2000.0), of(300.0));
        assert_eq!((wide.commands.len(), wide.height), (2, 64.0));
        assert!(4 < narrow.commands.len());
        let mut said = Vec::new();
        let mut last = 0.0;
        for command in &narrow.commands {
            let Command::Text { at, text, size, weight, .. } = command else { panic!("{command:?}") };
            assert!(measure(text, *size as f32, *weight) <= 300.0, "{text}");
            assert!(last + 17.0 <= at[1] && at[1] + 10.0 <= narrow.height, "{text} at {}", at[1]);
            last = at[1];
            said.push(text.as_str());
        }
        assert_eq!(said.join(" "), format!("{heading} {sentence}"));
    }

    #[test]
    fn a_word_that_is_too_wide_is_not_broken() {
        let lines = wrapped("a  Streckenverantwortlicher b", 5.0, |text| text.len() as f64);
        assert_eq!(lines, ["a", "Streckenverantwortlicher", "b"]);
        assert!(wrapped(" ", 5.0, |_| 0.0).is_empty());
    }
}
