//! The languages, and which of them a viewer wants.

/// A language of the pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English, in the programs themselves.
    #[default]
    English,
    /// Spanish.
    Spanish,
    /// German.
    German,
    /// Italian.
    Italian,
    /// Portuguese, as in Brazil.
    Portuguese,
    /// French.
    French,
    /// Dutch.
    Dutch,
    /// Japanese.
    Japanese,
}

impl Language {
    /// All of them, in the order of their files.
    pub const ALL: [Self; 8] = [
        Self::English,
        Self::Spanish,
        Self::German,
        Self::Italian,
        Self::Portuguese,
        Self::French,
        Self::Dutch,
        Self::Japanese,
    ];

    /// Its code in addresses and in `<html lang>`: "de".
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Spanish => "es",
            Self::German => "de",
            Self::Italian => "it",
            Self::Portuguese => "pt",
            Self::French => "fr",
            Self::Dutch => "nl",
            Self::Japanese => "ja",
        }
    }

    /// What its speakers call it; the same in every language.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Spanish => "Español",
            Self::German => "Deutsch",
            Self::Italian => "Italiano",
            Self::Portuguese => "Português",
            Self::French => "Français",
            Self::Dutch => "Nederlands",
            Self::Japanese => "日本語",
        }
    }

    /// The language of a tag such as `de`, `de-AT` or `DE_ch`; none where there is no such language.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| language.code().eq_ignore_ascii_case(primary))
    }

    /// The first of the tags that there is; English where there is none.
    pub fn first_of<'t>(tags: impl IntoIterator<Item = &'t str>) -> Self {
        tags.into_iter().find_map(Self::of_tag).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn the_first_language_that_there_is() {
        for (tags, language) in [
            (&["de-AT", "en"][..], Language::German),
            (&["sv", "PT_br", "fr"], Language::Portuguese),
            (&["zh-Hans"], Language::English),
            (&["", "jav"], Language::English),
            (&[], Language::English),
        ] {
            assert_eq!(Language::first_of(tags.iter().copied()), language, "{tags:?}");
        }
        for language in Language::ALL {
            assert_eq!(Language::of_tag(language.code()), Some(language));
        }
    }
}
