//! After the race, in the browser: result, tyres, charts and raw laps of one race, and the season's standings.
//!
//! An app of its own, so that the live page does not pay for it (docs/adr/0004). What a chart shows is decided in
//! `gridcast_core::charts`, without a browser; here it meets the DOM: documents are fetched, charts are painted through
//! plotters, and pointer, keys and address move one shared view.
#![forbid(unsafe_code)]

use gridcast_viewer::speech;
use gridcast_words::spoken::Page;

pub mod app;
pub mod components;
pub mod cursor;
pub mod documents;
pub mod measure;
pub mod observe;
pub mod paint;
pub mod panel;
pub mod recorded;
pub mod route;
pub mod save;
pub mod schedule;
pub mod sources;
pub mod stage;
pub mod telemetry;
pub mod viewer;
pub mod visitor;
pub mod words;

/// Puts the page into the document, once the words of the viewer's language are there.
pub fn mount() {
    speech::begin(Page::Race, || {
        // In a task of its own: the one that starts the program is long enough.
        schedule::later(|| leptos::mount::mount_to_body(app::App));
    });
}
