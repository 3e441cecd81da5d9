//! How a viewer likes the page, kept on the device as one line of words.

use std::fmt;

use gridcast_shared::ids::DriverCode;

use crate::panels::Panels;

/// Most favourites.
const MAX_FAVOURITES: usize = 32;

/// What the board shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum BoardView {
    /// All columns that there is room for.
    #[default]
    Full,
    /// The narrow board, the map is larger.
    Compact,
    /// As full, the favourites first.
    Favourites,
}

impl BoardView {
    /// All of them, in order.
    pub const ALL: [Self; 3] = [Self::Full, Self::Compact, Self::Favourites];

    /// Its name in the style sheet and on the device.
    pub fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Compact => "compact",
            Self::Favourites => "favourites",
        }
    }

    /// The next one.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Full => Self::Compact,
            Self::Compact => Self::Favourites,
            Self::Favourites => Self::Full,
        }
    }
}

/// What a viewer wishes.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// What the board shows.
    pub view: BoardView,
    /// Rows do not slide to their new places.
    pub still_rows: bool,
    /// Gaps are to the chosen driver.
    pub gaps_to_chosen: bool,
    /// Alerts may be heard.
    pub sound: bool,
    /// The board alone and few frames, so that the battery lasts.
    pub lite: bool,
    /// The screen may go dark while a session runs.
    pub may_sleep: bool,
    /// The state of the race is read out once a lap.
    pub reads_out: bool,
    /// Which panels there are.
    pub panels: Panels,
    /// Whom the viewer likes best.
    pub favourites: Vec<DriverCode>,
}

impl Wishes {
    /// Reads what was kept; words that mean nothing are passed over.
    pub fn read(kept: &str) -> Self {
        let mut wishes = Self::default();
        let mut n_panels = 0;
        for word in kept.split_ascii_whitespace() {
            match word {
                "still" => wishes.still_rows = true,
                "gaps" => wishes.gaps_to_chosen = true,
                "sound" => wishes.sound = true,
                "lite" => wishes.lite = true,
                "sleep" => wishes.may_sleep = true,
                "aloud" => wishes.reads_out = true,
                _ if wishes.panels.take(word, &mut n_panels) => {}
                _ => {
                    if let Some(view) = BoardView::ALL.into_iter().find(|view| view.name() == word) {
                        wishes.view = view;
                    } else if let Some(code) = word.strip_prefix('*')
                        && let Ok(code) = DriverCode::parse(code)
                        && wishes.favourites.len() < MAX_FAVOURITES
                    {
                        wishes.favourites.push(code);
                    }
                }
            }
        }
        wishes
    }

    /// Makes somebody a favourite, or no longer.
    pub fn turn_favourite(&mut self, code: DriverCode) {
        match self.favourites.iter().position(|known| *known == code) {
            Some(at) => drop(self.favourites.remove(at)),
            None if self.favourites.len() < MAX_FAVOURITES => self.favourites.push(code),
            None => {}
        }
    }
}

impl fmt::Display for Wishes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.view.name())?;
        for (is, word) in [
            (self.still_rows, " still"),
            (self.gaps_to_chosen, " gaps"),
            (self.sound, " sound"),
            (self.lite, " lite"),
            (self.may_sleep, " sleep"),
            (self.reads_out, " aloud"),
        ] {
            f.write_str(if is { word } else { "" })?;
        }
        if self.panels != Panels::default() {
            self.panels.fmt(f)?;
        }
        for code in &self.favourites {
            write!(f, " *{}", code.as_str())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_kept_is_read_again() {
        let mut wishes = Wishes { view: BoardView::Favourites, still_rows: true, ..Wishes::default() };
        wishes.turn_favourite(DriverCode::parse("NOR").unwrap());
        wishes.turn_favourite(DriverCode::parse("VER").unwrap());
        assert_eq!(wishes.to_string(), "favourites still *NOR *VER");
        assert_eq!(Wishes::read(&wishes.to_string()), wishes);
        wishes.turn_favourite(DriverCode::parse("NOR").unwrap());
        assert_eq!(wishes.to_string(), "favourites still *VER");
        (wishes.lite, wishes.reads_out) = (true, true);
        wishes.panels.turn(crate::panels::Panel::Strip);
        assert_eq!(Wishes::read(&wishes.to_string()), wishes);
        assert_eq!(Wishes::read("nonsense * *TOOLONGACODE \u{0}"), Wishes::default());
    }
}
