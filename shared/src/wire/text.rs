//! Text on the wire: bytes of UTF-8 guessed from what was said before, else spelt out.
//!
//! What was said before begins with a fixed text, [`PRIMER`], so that the words of every race cost little in the
//! first frame already. Any bytes can be sent; what is no UTF-8 comes out with U+FFFD.

use super::range_coder::{Coder, Odds};

/// Longest name on the wire, bytes of UTF-8; a longer text is cut at a character.
pub(super) const MAX_NAME: usize = 160;

/// What was said before anything was: the entry list of the 2026 Chinese Grand Prix, and what race control says, in words
/// of that race and of sessions from 2020 to 2025; of the race that the wire is measured with there is nothing.
const PRIMER: &str = include_str!("primer.txt");

/// What is said in a chunk beyond these many bytes, the primer included, is not remembered.
const MEMORY: usize = 8192;
const BUCKETS: usize = 4096;
/// A guess that held this often in a row counts as one that held any longer.
const LONGEST_RUN: usize = 15;
/// Classes of a byte as the context of the next.
const CLASSES: usize = 64;

/// The text model: every byte is guessed from the last place where the three bytes before it stood.
#[derive(Clone, Debug)]
pub(super) struct Text {
    said: Vec<u8>,
    /// Where the three bytes before a byte stood last, by their hash; 0 is nowhere.
    places: Box<[u16; BUCKETS]>,
    guess: usize,
    run: usize,
    right: [Odds; LONGEST_RUN + 1],
    letters: Box<[[Odds; 256]]>,
}

impl Text {
    /// A model that has read the primer.
    pub(super) fn primed() -> Self {
        let mut text = Self {
            said: Vec::with_capacity(MEMORY),
            places: Box::new([0; BUCKETS]),
            guess: 0,
            run: 0,
            right: [Odds::EVEN; LONGEST_RUN + 1],
            letters: vec![[Odds::EVEN; 256]; CLASSES].into_boxed_slice(),
        };
        for line in PRIMER.lines() {
            for &byte in line.as_bytes().iter().chain(&[0]) {
                text.byte(&mut Listen, byte);
            }
        }
        text
    }

    /// Becomes what `other` is, without allocating.
    pub(super) fn copy_from(&mut self, other: &Self) {
        self.said.clear();
        self.said.extend_from_slice(&other.said);
        *self.places = *other.places;
        self.guess = other.guess;
        self.run = other.run;
        self.right = other.right;
        self.letters.copy_from_slice(&other.letters);
    }

    /// Codes a name, of at most [`MAX_NAME`].
    pub(super) fn name<C: Coder>(&mut self, coder: &mut C, given: &str) -> String {
        self.code(coder, given, MAX_NAME)
    }

    /// Codes a text. NUL ends it; what is beyond `max` bytes is cut.
    pub(super) fn code<C: Coder>(&mut self, coder: &mut C, given: &str, max: usize) -> String {
        let end = given.find('\0').unwrap_or(given.len());
        let given = &given.as_bytes()[..given.floor_char_boundary(end.min(max))];
        let mut bytes = Vec::new();
        while bytes.len() < max {
            let byte = self.byte(coder, given.get(bytes.len()).copied().unwrap_or(0));
            if byte == 0 {
                break;
            }
            bytes.push(byte);
        }
        let mut text = String::from_utf8_lossy(&bytes).into_owned();
        text.truncate(text.floor_char_boundary(max));
        text
    }

    fn byte<C: Coder>(&mut self, coder: &mut C, byte: u8) -> u8 {
        let guess = self.said.get(self.guess).copied().filter(|_| self.guess != 0);
        let right = guess.is_some_and(|guess| coder.bit(&mut self.right[self.run], byte == guess));
        let byte = match guess {
            Some(guess) if right => guess,
            _ => self.spell(coder, byte),
        };
        self.remember(byte);
        if right {
            self.run = (self.run + 1).min(LONGEST_RUN);
            self.guess += 1;
        } else {
            self.run = 0;
        }
        self.look_up(right);
        byte
    }

    fn spell<C: Coder>(&mut self, coder: &mut C, byte: u8) -> u8 {
        let before = self.said.last().copied().unwrap_or(0);
        let class = usize::from(before & 31) + if before < 96 { 0 } else { 32 };
        let mut node = 1;
        for shift in (0..8).rev() {
            let bit = coder.bit(&mut self.letters[class][node], byte >> shift & 1 != 0);
            node = (node << 1) | usize::from(bit);
        }
        (node - 256) as u8
    }

    fn remember(&mut self, byte: u8) {
        if self.said.len() < MEMORY {
            self.said.push(byte);
        }
    }

    /// Notes where the next byte will stand, and finds it a guess unless the last one held.
    fn look_up(&mut self, keep_guess: bool) {
        let [.., a, b, c] = self.said[..] else { return };
        let hash = (usize::from(a) * 1_009 + usize::from(b) * 97 + usize::from(c) * 7) % BUCKETS;
        if !keep_guess {
            self.guess = self.places[hash].into();
        }
        self.places[hash] = self.said.len() as u16;
    }
}

/// A coder without bytes: only the odds learn.
struct Listen;

impl Coder for Listen {
    fn bit(&mut self, odds: &mut Odds, bit: bool) -> bool {
        odds.learn(bit);
        bit
    }

    fn raw16(&mut self, _: u32, value: u32) -> u32 {
        value
    }
}
