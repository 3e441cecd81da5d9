//! Which plural categories a language has, for the check; `gridcast-words` says which a number is of.

/// Categories of "how many" that a language has beside `other` (Unicode CLDR). The `many` of millions is left out: no
/// figure of a race is a whole million, and `other` stands in for it.
pub fn counts(language: &str) -> &'static [&'static str] {
    if language == "ja" { &[] } else { &["one"] }
}

/// Categories of "the how-manieth" that a language has beside `other` (Unicode CLDR).
pub fn orders(language: &str) -> &'static [&'static str] {
    match language {
        "en" => &["one", "two", "few"],
        "fr" => &["one"],
        "it" => &["many"],
        _ => &[],
    }
}
