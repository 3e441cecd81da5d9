//! Why a car's positions are not believed.

/// Why a car's positions are not believed, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// The same places come again under new dates while it drives.
    Repeated,
    /// It is now here, now there, farther apart than it drives.
    Leaping,
    /// It hardly moves while its Speed says that it drives.
    Standing,
    /// It has changed places with another car between two samples.
    Swapped,
}
