//! An axis that can be zoomed.

/// An axis that can be zoomed, and where it ends; it begins with 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Span {
    /// Laps of a race.
    Laps(u16),
    /// Metres of a lap.
    Metres(u16),
}

impl Span {
    /// Where it ends, 1 at least.
    pub fn end(self) -> u16 {
        let (Self::Laps(end) | Self::Metres(end)) = self;
        end.max(1)
    }

    /// The least that is shown of it.
    pub fn fewest(self) -> u16 {
        let fewest = match self {
            Self::Laps(_) => 3,
            Self::Metres(_) => 100,
        };
        fewest.min(self.end())
    }

    /// What a range is moved by.
    pub fn step(self) -> i32 {
        match self {
            Self::Laps(_) => 1,
            Self::Metres(_) => 100,
        }
    }
}
