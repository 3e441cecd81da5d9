//! Every sentence of the pages, in eight languages.
//!
//! A folder a language stands in `ftl/`, in it a Fluent file a part; `build.rs` checks them all against English and makes
//! a typed function a message: [`common`], [`live`], [`charts`], [`race`]. English is in the programs; of another language
//! a page fetches one file ([`spoken`]), whose name changes with what is in it, and from then on the same functions say
//! it in that language. What is put into a sentence is formatted by [`pattern`] and [`number`].
//! Whole sentences stand here; `core` and `race` decide which is said, by enums, and put the figures in.
#![forbid(unsafe_code)]

mod digits;
pub mod fixed;
pub mod language;
pub mod number;
pub mod pattern;
pub mod plural;
pub mod spoken;

/// Makes the module of a part.
macro_rules! part {
    ($name:ident, $constant:ident, $slot:literal, $about:literal) => {
        #[doc = $about]
        pub mod $name {
            #[allow(unused_imports, reason = "a part may have no figures")]
            use crate::pattern::Figure;
            use crate::spoken::Part;

            /// The part's table.
            pub(crate) static $constant: Part = Part {
                slot: $slot,
                english: include_str!(concat!(env!("OUT_DIR"), "/", stringify!($name), ".en")),
            };

            include!(concat!(env!("OUT_DIR"), "/", stringify!($name), ".rs"));
        }
    };
}

part!(common, COMMON, 0, "What both pages say: figures, tyres, sessions, settings.");
part!(live, LIVE, 1, "What the live page says.");
part!(charts, CHARTS, 2, "What the charts say.");
part!(race, RACE, 3, "What the page after the race says.");
