//! Which panels of the live page a viewer wants, and in which order; kept on the device as words.

use std::fmt;

/// A panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    /// The leaderboard.
    Board,
    /// The track map.
    Map,
    /// The strip of seconds.
    Strip,
    /// What just happened.
    Events,
    /// The driver.
    Driver,
}

impl Panel {
    /// All of them, in the order of a page that nobody has changed.
    pub const ALL: [Self; 5] = [Self::Board, Self::Map, Self::Strip, Self::Events, Self::Driver];

    /// Its name in the style sheet and on the device.
    pub fn name(self) -> &'static str {
        match self {
            Self::Board => "board",
            Self::Map => "map",
            Self::Strip => "strip",
            Self::Events => "events",
            Self::Driver => "driver",
        }
    }
}

/// The panels in their order, each with whether it is shown. At least one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Panels([(Panel, bool); 5]);

impl Default for Panels {
    fn default() -> Self {
        Self(Panel::ALL.map(|panel| (panel, true)))
    }
}

impl Panels {
    /// What stands before a panel's name on the device, and before that of one that is not shown.
    const MARKS: [&str; 2] = ["p:", "p:-"];

    /// In order, each with whether it is shown.
    pub fn all(&self) -> [(Panel, bool); 5] {
        self.0
    }

    /// Where a panel stands, from 0.
    pub fn place(&self, panel: Panel) -> usize {
        self.0.iter().position(|(known, _)| *known == panel).unwrap_or_default()
    }

    /// Whether a panel is shown.
    pub fn is_shown(&self, panel: Panel) -> bool {
        self.0.contains(&(panel, true))
    }

    /// The names of those that are not shown, with spaces between them, as a style sheet reads them.
    pub fn hidden(&self) -> String {
        let hidden = self.0.iter().filter(|(_, shown)| !shown).map(|(panel, _)| panel.name());
        hidden.collect::<Vec<_>>().join(" ")
    }

    /// Whether the board stands right of the map.
    pub fn is_turned(&self) -> bool {
        self.place(Panel::Map) < self.place(Panel::Board)
    }

    /// Shows a panel, or no longer; the last one stays.
    pub fn turn(&mut self, panel: Panel) {
        let n_shown = self.0.iter().filter(|(_, shown)| *shown).count();
        let at = self.place(panel);
        if !self.0[at].1 || 1 < n_shown {
            self.0[at].1 ^= true;
        }
    }

    /// Moves a panel a place towards the beginning.
    pub fn advance(&mut self, panel: Panel) {
        let at = self.place(panel);
        if 0 < at {
            self.0.swap(at, at - 1);
        }
    }

    /// Takes a word of what was kept: this panel stands at the end of those read before. Whether it was one.
    pub(crate) fn take(&mut self, word: &str, n_read: &mut usize) -> bool {
        let [shown, hidden] = Self::MARKS;
        let named = |mark: &str| {
            let name = word.strip_prefix(mark)?;
            Panel::ALL.into_iter().find(|panel| panel.name() == name)
        };
        let Some((panel, is_shown)) = named(hidden).map(|p| (p, false)).or(named(shown).map(|p| (p, true)))
        else {
            return false;
        };
        let at = self.place(panel);
        if *n_read <= at {
            self.0[*n_read..=at].rotate_right(1);
            self.0[*n_read] = (panel, true);
            *n_read += 1;
            if !is_shown {
                self.turn(panel);
            }
        }
        true
    }
}

impl fmt::Display for Panels {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [shown, hidden] = Self::MARKS;
        for (panel, is_shown) in self.0 {
            f.write_str(" ")?;
            f.write_str(if is_shown { shown } else { hidden })?;
            f.write_str(panel.name())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(kept: &str) -> Panels {
        let (mut panels, mut n_read) = (Panels::default(), 0);
        for word in kept.split_ascii_whitespace() {
            panels.take(word, &mut n_read);
        }
        panels
    }

    #[test]
    fn what_was_moved_and_hidden_is_kept() {
        let mut panels = Panels::default();
        panels.turn(Panel::Strip);
        panels.advance(Panel::Map);
        panels.advance(Panel::Driver);
        assert!(panels.is_turned() && !panels.is_shown(Panel::Strip));
        assert_eq!(panels.hidden(), "strip");
        assert_eq!(panels.to_string(), " p:map p:board p:-strip p:driver p:events");
        assert_eq!(read(&panels.to_string()), panels);
    }

    #[test]
    fn one_panel_always_stays_and_nonsense_changes_nothing() {
        let mut panels = Panels::default();
        for panel in Panel::ALL {
            panels.turn(panel);
        }
        assert_eq!(panels.hidden(), "board map strip events");
        assert_eq!(read("p:nothing p: x"), Panels::default());
        assert_eq!(read("p:events p:events p:-events").place(Panel::Events), 0);
        assert_eq!(read("p:-board p:-map p:-strip p:-events p:-driver").hidden(), "board map strip events");
    }
}
