//! Gridcast in the browser: the socket, the frame loop, canvas painting and the Leptos components.
//!
//! What the page shows is decided in `gridcast-core`, without a browser; here it only meets the DOM. Data at 60 Hz
//! (the cars) stays in [`page::Page`] and on the canvases of [`map_view::MapView`]; signals, set by
//! [`publisher::Publisher`], carry what changes a few times a second.
#![forbid(unsafe_code)]

use gridcast_viewer::speech;
use gridcast_words::spoken::Page;

pub mod app;
pub mod awake;
pub mod battery;
pub mod by_files;
pub mod common_delay;
pub mod components;
pub mod details;
pub mod fetch;
pub mod frame_loop;
pub mod inspect;
pub mod liveries;
pub mod map_input;
pub mod map_view;
pub mod page;
pub mod paint;
pub mod publisher;
pub mod recall;
pub mod recording;
pub mod replay;
pub mod shared_delay;
pub mod shown;
pub mod socket;
mod sound;
pub mod swipe;
pub mod time_input;
pub mod time_view;
pub mod timer;
pub mod viewer;
mod voice;

/// Puts the page into the document, once the words of the viewer's language are there.
pub fn mount() {
    speech::begin(Page::Live, || leptos::mount::mount_to_body(app::App));
}
