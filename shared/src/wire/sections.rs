//! Sections of a frame's body, each with its length, so that a page skips one that it does not know.
//!
//! A section's first byte is its number, with the highest bit set in the last section, which reaches to the
//! frame's end; any other has its length after that, LEB128.

use super::error::DecodeError;

/// What a section is about. The order is that in which they stand in a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    /// Samples, and the frame's date.
    Telemetry,
    /// What changed of the race state, but for the messages.
    Race,
    /// New messages.
    Messages,
}

const LAST: u8 = 0x80;

impl Section {
    fn number(self) -> u8 {
        match self {
            Self::Telemetry => 0,
            Self::Race => 1,
            Self::Messages => 2,
        }
    }

    fn of_number(number: u8) -> Option<Self> {
        [Self::Telemetry, Self::Race, Self::Messages].into_iter().find(|section| section.number() == number)
    }
}

/// Appends sections to a frame.
pub(super) fn write(frame: &mut Vec<u8>, sections: &[(Section, Vec<u8>)]) {
    for (i, (section, body)) in sections.iter().enumerate() {
        if i + 1 == sections.len() {
            frame.push(section.number() | LAST);
        } else {
            frame.push(section.number());
            write_length(frame, body.len());
        }
        frame.extend_from_slice(body);
    }
}

fn write_length(frame: &mut Vec<u8>, mut length: usize) {
    while 0x80 <= length {
        frame.push((length & 0x7f) as u8 | 0x80);
        length >>= 7;
    }
    frame.push(length as u8);
}

/// Splits the next section that is known off what follows a frame's head; `None` at the end.
pub(super) fn next<'a>(rest: &mut &'a [u8]) -> Result<Option<(Section, &'a [u8])>, DecodeError> {
    while let Some((&first, after)) = rest.split_first() {
        let (body, after) = if first & LAST == 0 {
            let (length, after) = read_length(after).ok_or(DecodeError::Body("section length"))?;
            after.split_at_checked(length).ok_or(DecodeError::Body("section length"))?
        } else {
            (after, &[][..])
        };
        *rest = after;
        if let Some(section) = Section::of_number(first & !LAST) {
            return Ok(Some((section, body)));
        }
    }
    Ok(None)
}

fn read_length(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut length = 0;
    for (i, &byte) in bytes.iter().enumerate().take(3) {
        length |= usize::from(byte & 0x7f) << (7 * i);
        if byte & 0x80 == 0 {
            return Some((length, &bytes[i + 1..]));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sections(mut bytes: &[u8]) -> Result<Vec<(Section, usize)>, DecodeError> {
        let mut found = Vec::new();
        while let Some((section, body)) = next(&mut bytes)? {
            found.push((section, body.len()));
        }
        Ok(found)
    }

    #[test]
    fn sections_come_out_as_they_went_in_and_unknown_ones_are_skipped() {
        for lengths in [[0, 0], [1, 127], [128, 3], [20_000, 300]] {
            let [first, second] = lengths.map(|length| vec![7; length]);
            let mut frame = Vec::new();
            write(&mut frame, &[(Section::Telemetry, first), (Section::Messages, second)]);
            let expected = vec![(Section::Telemetry, lengths[0]), (Section::Messages, lengths[1])];
            assert_eq!(sections(&frame), Ok(expected));
        }
        assert_eq!(sections(&[9, 2, 0, 0, 0x81, 5]), Ok(vec![(Section::Race, 1)]), "9 is skipped");
        assert_eq!(sections(&[0, 0, 0x89, 5, 5]), Ok(vec![(Section::Telemetry, 0)]));
        assert_eq!(sections(&[]), Ok(Vec::new()));
    }

    #[test]
    fn a_length_beyond_the_frame_is_an_error() {
        for bytes in [&[0_u8][..], &[0, 1], &[0, 0x80], &[9, 0xff, 0xff, 0xff, 1], &[1, 3, 0, 0]] {
            assert_eq!(sections(bytes), Err(DecodeError::Body("section length")));
        }
    }
}
