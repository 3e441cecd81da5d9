//! A message as a page formats it: text, placeholders, and choices among texts.

use std::collections::BTreeMap;

/// A message of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its key, such as `flag-clear`.
    pub key: String,
    /// The line of its key, from 1.
    pub line: usize,
    /// What it says.
    pub pattern: Pattern,
}

/// What is said, piece by piece.
pub type Pattern = Vec<Piece>;

/// A piece of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Text as it stands.
    Text(String),
    /// A placeholder.
    Variable(String),
    /// A number written as the language writes it.
    Number {
        /// The placeholder.
        name: String,
        /// Decimals, no fewer and no more.
        decimals: u8,
    },
    /// One of several patterns.
    Choice {
        /// The placeholder that decides.
        name: String,
        /// By what of it.
        by: By,
        /// Figures first, the default last.
        variants: Vec<(Case, Pattern)>,
    },
}

/// By what of a placeholder is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// How many there are.
    Count,
    /// The how-manieth it is.
    Order,
    /// Its text.
    Text,
}

/// When a variant is taken.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Case {
    /// Of exactly this number.
    Exactly(String),
    /// Of this plural category, or this text.
    Named(String),
    /// In every other case; the name is what it is called in the file.
    Default(String),
}

/// What is put in a placeholder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text as it stands.
    Text,
    /// A number, which the language writes its way.
    Number,
}

/// The placeholders in the order in which they appear, with what is put in each.
pub fn variables(pattern: &Pattern) -> Vec<(String, Kind)> {
    let mut order = Vec::new();
    let mut kinds = BTreeMap::new();
    collect(pattern, &mut order, &mut kinds);
    order
        .into_iter()
        .map(|name| {
            let kind = kinds.get(&name).copied().unwrap_or(Kind::Text);
            (name, kind)
        })
        .collect()
}

fn collect(pattern: &Pattern, order: &mut Vec<String>, kinds: &mut BTreeMap<String, Kind>) {
    let mut note = |name: &String, kind: Kind, kinds: &mut BTreeMap<String, Kind>| {
        if !order.contains(name) {
            order.push(name.clone());
        }
        if kind == Kind::Number {
            kinds.insert(name.clone(), kind);
        }
    };
    for piece in pattern {
        match piece {
            Piece::Text(_) => {}
            Piece::Variable(name) | Piece::Choice { name, by: By::Text, .. } => {
                note(name, Kind::Text, kinds);
            }
            Piece::Number { name, .. } | Piece::Choice { name, .. } => note(name, Kind::Number, kinds),
        }
    }
    for piece in pattern {
        if let Piece::Choice { variants, .. } = piece {
            for (_, pattern) in variants {
                collect(pattern, order, kinds);
            }
        }
    }
}
