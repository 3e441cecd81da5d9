//! Why a record is refused, as an enum: the `reason` label of `gridcast_rejects_total`, docs/topics.md.

use gridcast_shared::topics::RecordError;

use crate::race::LineError;

/// What is said of a record that is [`Reject::OutOfRange`].
pub const IMPOSSIBLE: &str = "a date or a number that cannot be";

/// Why a record is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reject {
    /// Longer than a record may be.
    TooLong,
    /// No JSON.
    NotJson,
    /// JSON but for a literal `NaN` or `Infinity`.
    NotANumber,
    /// JSON of other fields or types.
    WrongFields,
    /// A version that this build does not know.
    UnknownVersion,
    /// A date or a number that cannot be.
    OutOfRange,
    /// A line of a recording that is no record.
    MalformedLine,
    /// Dated more than a minute after the clock.
    FromTheFuture,
    /// Dated far from all others, and not enough of its kind came to begin a run.
    StrayDate,
    /// A lap, and nothing has begun yet.
    BeforeAnySession,
    /// Race control or weather of a session that is not running, or a lap hours away from the race.
    OfAnotherSession,
    /// A car beyond those for which there is room.
    TooManyCars,
    /// An outline that is no circuit.
    NoCircuit,
    /// A line that cannot be told in as few points as the wire holds.
    TooManyPoints,
}

impl Reject {
    /// The label: a short stable word.
    pub fn label(self) -> &'static str {
        match self {
            Self::TooLong => "too_long",
            Self::NotJson => "not_json",
            Self::NotANumber => "not_a_number",
            Self::WrongFields => "wrong_fields",
            Self::UnknownVersion => "unknown_version",
            Self::OutOfRange => "out_of_range",
            Self::MalformedLine => "malformed_line",
            Self::FromTheFuture => "from_the_future",
            Self::StrayDate => "stray_date",
            Self::BeforeAnySession => "before_any_session",
            Self::OfAnotherSession => "of_another_session",
            Self::TooManyCars => "too_many_cars",
            Self::NoCircuit => "no_circuit",
            Self::TooManyPoints => "too_many_points",
        }
    }
}

impl From<LineError> for Reject {
    fn from(error: LineError) -> Self {
        match error {
            LineError::NoCircuit(_) => Self::NoCircuit,
            LineError::TooManyPoints(_) => Self::TooManyPoints,
        }
    }
}

impl From<&RecordError> for Reject {
    fn from(error: &RecordError) -> Self {
        match error {
            RecordError::TooLong(_) => Self::TooLong,
            RecordError::NotJson(_) => Self::NotJson,
            RecordError::NotANumber(_) => Self::NotANumber,
            RecordError::WrongFields(_) => Self::WrongFields,
            RecordError::UnknownVersion(_) => Self::UnknownVersion,
        }
    }
}

#[cfg(test)]
mod tests {
    use gridcast_shared::topics::{Record, Topic};

    use super::*;

    #[test]
    fn a_record_that_cannot_be_read_has_the_same_word_here_and_in_the_warehouse() {
        for value in [
            "x",
            "{}",
            r#"{"Driver":"VER","Date":NaN}"#,
            r#"{"Driver":"VER","Date":1,"Version":2}"#,
            &" ".repeat(300_000),
        ] {
            let error = Record::parse(Topic::Tele, value.as_bytes()).unwrap_err();
            assert_eq!(Reject::from(&error).label(), error.reason());
        }
    }
}
