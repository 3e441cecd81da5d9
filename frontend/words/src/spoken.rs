//! The language that is spoken now, and where its words come from.
//!
//! One of a thread: a page has one thread, and a test its own. A page that begins in English needs no file.

use std::cell::RefCell;

use crate::language::Language;
use crate::pattern::{self, Argument};

include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// How many parts there are.
const PARTS: usize = 4;

/// What stands between the parts of a file, and after every message.
const PART_END: char = '\u{1d}';
const MESSAGE_END: char = '\u{1e}';

/// A part of the words.
#[derive(Debug)]
pub(crate) struct Part {
    pub(crate) slot: usize,
    pub(crate) english: &'static str,
}

/// A page, which needs some of the parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// The live page.
    Live,
    /// The page after the race.
    Race,
}

/// A file of words that is not whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damaged;

type Table = &'static [&'static str];

#[derive(Debug, Default)]
struct Spoken {
    language: Language,
    tables: [Option<Table>; PARTS],
    english: [Option<Table>; PARTS],
    /// What has been taken in: a language is kept, so that going back to it costs nothing.
    known: Vec<(Language, Page, [Option<Table>; PARTS])>,
}

thread_local! {
    static SPOKEN: RefCell<Spoken> = RefCell::default();
}

impl Page {
    fn names(self) -> &'static [&'static str; 8] {
        match self {
            Self::Live => &LIVE_NAMES,
            Self::Race => &RACE_NAMES,
        }
    }

    /// Which parts are in its files, in their order.
    fn slots(self) -> &'static [usize] {
        match self {
            Self::Live => &[0, 1],
            Self::Race => &[0, 2, 3],
        }
    }

    /// How many messages each of them has.
    fn counts(self) -> &'static [usize] {
        match self {
            Self::Live => &LIVE_COUNTS,
            Self::Race => &RACE_COUNTS,
        }
    }

    /// The name of its file of a language, in the folder `words` of the site; none for English.
    pub fn file(self, language: Language) -> Option<&'static str> {
        (language != Language::English).then(|| self.names()[language as usize])
    }
}

/// The language that is spoken.
pub fn language() -> Language {
    SPOKEN.with_borrow(|spoken| spoken.language)
}

/// Speaks a language whose file has been taken in before, or English; whether it can.
pub fn speak(page: Page, language: Language) -> bool {
    SPOKEN.with_borrow_mut(|spoken| {
        let tables = if language == Language::English {
            [None; PARTS]
        } else {
            let known = spoken.known.iter().find(|known| (known.0, known.1) == (language, page));
            let Some(known) = known else { return false };
            known.2
        };
        (spoken.language, spoken.tables) = (language, tables);
        true
    })
}

/// Takes in a language's file and speaks it. It has as many messages as English, so that one cut off is found out.
///
/// # Errors
/// When the file is not whole; what was spoken before is spoken on.
pub fn take(page: Page, language: Language, text: &str) -> Result<(), Damaged> {
    // A language stays for as long as the page: eight at most, each taken in once.
    let text: &'static str = Box::leak(text.to_owned().into_boxed_str());
    let parts: Vec<&'static str> = text.split(PART_END).collect();
    if parts.len() != page.slots().len() {
        return Err(Damaged);
    }
    let mut tables = [None; PARTS];
    for (slot, part) in page.slots().iter().zip(parts) {
        tables[*slot] = Some(split(part));
    }
    let is_whole = |(slot, n): (&usize, &usize)| tables[*slot].is_some_and(|table: Table| table.len() == *n);
    if !page.slots().iter().zip(page.counts()).all(is_whole) {
        return Err(Damaged);
    }
    SPOKEN.with_borrow_mut(|spoken| spoken.known.push((language, page, tables)));
    speak(page, language);
    Ok(())
}

/// All messages of a table.
fn split(text: &'static str) -> Table {
    let messages: Vec<&'static str> = text.split_terminator(MESSAGE_END).collect();
    Box::leak(messages.into_boxed_slice())
}

/// A message of a part as it stands.
pub(crate) fn text(part: &'static Part, at: usize) -> &'static str {
    SPOKEN.with_borrow_mut(|spoken| {
        let english = &mut spoken.english[part.slot];
        let table =
            spoken.tables[part.slot].unwrap_or_else(|| english.get_or_insert_with(|| split(part.english)));
        table.get(at).copied().unwrap_or_default()
    })
}

/// A message of a part with what is put into it.
pub(crate) fn say(part: &'static Part, at: usize, arguments: &[Argument<'_>]) -> String {
    pattern::format(text(part, at), language(), arguments)
}

/// What stands in a page's place where its program cannot run, as JSON: by the code of the language, then by key. For the
/// build of the site.
pub const PLAIN: &str = include_str!(concat!(env!("OUT_DIR"), "/plain.json"));

/// Every file of both pages, by name, with its content: what the build of the site writes into its folder `words`.
pub fn files() -> impl Iterator<Item = (&'static str, &'static str)> {
    let live = LIVE_NAMES.into_iter().zip(LIVE_FILES);
    // English is in the programs.
    live.chain(RACE_NAMES.into_iter().zip(RACE_FILES)).filter(|(name, _)| !name.contains("-en-"))
}

/// Those of the builder of embeds, English too: a JSON object of texts by their keys.
pub fn files_of_builder() -> impl Iterator<Item = (&'static str, &'static str)> {
    BUILDER_FILES.into_iter()
}

/// Speaks a language of which everything is at hand: for tests and tools, never for a page, which would then hold all
/// languages.
pub fn speak_for_tests(language: Language) {
    for (page, files) in [(Page::Live, LIVE_FILES), (Page::Race, RACE_FILES)] {
        // The build has checked that they are whole.
        take(page, language, files[language as usize]).ok();
    }
    SPOKEN.with_borrow_mut(|spoken| {
        let mut tables = [None; PARTS];
        for (_, _, known) in spoken.known.iter().filter(|known| known.0 == language) {
            for (all, own) in tables.iter_mut().zip(known) {
                *all = all.or(*own);
            }
        }
        (spoken.language, spoken.tables) = (language, tables);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_not_whole_changes_nothing() {
        let whole = LIVE_FILES[Language::German as usize];
        for text in ["", "x", whole.get(..whole.len() / 2).unwrap_or("cut"), RACE_FILES[2], "<!doctype html>"]
        {
            assert_eq!(take(Page::Live, Language::German, text), Err(Damaged));
            assert_eq!(language(), Language::English);
        }
        assert!(!speak(Page::Live, Language::German), "nothing has been taken in");
        assert_eq!(take(Page::Live, Language::German, whole), Ok(()));
        assert_eq!(language(), Language::German);
        assert!(speak(Page::Live, Language::English) && speak(Page::Live, Language::German));
        assert!(!speak(Page::Race, Language::German));
    }

    #[test]
    fn every_message_can_be_said() {
        for language in Language::ALL {
            for file in [LIVE_FILES, RACE_FILES].map(|files| files[language as usize]) {
                for message in file.split(PART_END).flat_map(|part| part.split_terminator(MESSAGE_END)) {
                    for number in [0.0, 1.0, 2.0, 1234.0] {
                        let said = pattern::format(message, language, &[Argument::Number(number); 8]);
                        assert!(!said.is_empty() && said.chars().all(|c| ' ' <= c), "{language:?}: {said:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn every_language_has_its_files_by_names_of_their_content() {
        let files: Vec<_> = files().collect();
        assert_eq!(files.len(), 14);
        for (name, content) in files {
            assert!(name.split(['-', '.']).any(|part| part.len() == 16), "{name}");
            assert!(content.contains(MESSAGE_END), "{name}");
        }
        assert_eq!(Page::Live.file(Language::English), None);
    }
}
