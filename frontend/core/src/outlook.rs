//! How the viewer looks at the live page, beside the moment and the drivers: what a moment's link says of that and
//! restores, `view=ring,follow,telemetry,compact`.

use std::fmt;

use gridcast_words::live;

use crate::wishes::BoardView;

/// The sheets beside the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// The chosen driver, the leader without a choice.
    Driver,
    /// Drivers' laps against distance.
    Telemetry,
    /// The weather.
    Weather,
    /// Both championships if the race ended now.
    Championship,
    /// How the board is shown.
    View,
}

impl Sheet {
    /// All of them, in order.
    pub const ALL: [Self; 5] = [Self::Driver, Self::Telemetry, Self::Weather, Self::Championship, Self::View];

    /// Its name on its tab.
    pub fn word(self) -> &'static str {
        match self {
            Self::Driver => live::driver(),
            Self::Telemetry => live::sheet_telemetry(),
            Self::Weather => live::sheet_weather(),
            Self::Championship => live::sheet_championship(),
            Self::View => live::sheet_view(),
        }
    }

    /// Its name in addresses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Driver => "driver",
            Self::Telemetry => "telemetry",
            Self::Weather => "weather",
            Self::Championship => "championship",
            Self::View => "view",
        }
    }
}

/// How the viewer looks at the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outlook {
    /// The map is the ring.
    pub as_ring: bool,
    /// The map follows the chosen driver.
    pub follows: bool,
    /// The sheet that is open.
    pub sheet: Option<Sheet>,
    /// What the board shows; none for the reader's own.
    pub board: Option<BoardView>,
}

impl Outlook {
    const RING: &str = "ring";
    const FOLLOW: &str = "follow";

    /// Reads what a link says; words that mean nothing are as if they were not there.
    pub fn parse(text: &str) -> Self {
        let mut outlook = Self::default();
        for word in text.split(',') {
            outlook.as_ring |= word == Self::RING;
            outlook.follows |= word == Self::FOLLOW;
            outlook.sheet = Sheet::ALL.into_iter().find(|sheet| sheet.name() == word).or(outlook.sheet);
            outlook.board = BoardView::ALL.into_iter().find(|board| board.name() == word).or(outlook.board);
        }
        outlook
    }
}

/// The words of a link; empty for a page that nobody has touched.
impl fmt::Display for Outlook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = [
            self.as_ring.then_some(Self::RING),
            self.follows.then_some(Self::FOLLOW),
            self.sheet.map(Sheet::name),
            self.board.map(BoardView::name),
        ];
        for (i, word) in words.into_iter().flatten().enumerate() {
            f.write_str(if i == 0 { "" } else { "," })?;
            f.write_str(word)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_outlook_is_read_as_it_is_printed() {
        let sheets = Sheet::ALL.into_iter().map(Some).chain([None]);
        let boards = || BoardView::ALL.into_iter().map(Some).chain([None]);
        let all = sheets.flat_map(|sheet| boards().map(move |board| (sheet, board)));
        for (sheet, board) in all {
            for (as_ring, follows) in [(false, false), (true, false), (false, true), (true, true)] {
                let outlook = Outlook { as_ring, follows, sheet, board };
                assert_eq!(Outlook::parse(&outlook.to_string()), outlook);
            }
        }
        assert_eq!(Outlook::default().to_string(), "");
        assert_eq!(Outlook::parse("ring,telemetry,nothing,,compact").to_string(), "ring,telemetry,compact");
        for text in ["", "x", ",,", "Ring", "ring=1"] {
            assert_eq!(Outlook::parse(text), Outlook::default(), "{text}");
        }
    }
}
