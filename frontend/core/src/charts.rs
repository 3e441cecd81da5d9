//! The charts of a race and a season, without a browser: documents and the viewer's choices in, draw commands, places
//! to point at, a table and words out.
//!
//! [`layout::chart`] lays any chart out; the page draws [`build::chart::Chart::commands`] and, above them,
//! [`interact::cursor::commands`]. Documents come from the network: whatever they hold, a chart says what is missing
//! and shows the rest.
//!
//! The folders are layers; each names only those above it in this list:
//!
//! 1. [`draw`]: draw commands and the geometry that they need; [`axis`]: from data to px.
//! 2. [`palette`]: colours by theme and scheme; [`kind`]: which charts there are; [`view_state`]: the viewer's
//!    choices, and [`link`] their address; [`documents`]: what has been loaded; [`missing`]: why there is nothing.
//! 3. [`data`]: documents as charts need them; [`words`]: every text, made of numbers and enums, in one place.
//! 4. [`build`]: a chart in the making, and what it is when it is done.
//! 5. [`kinds`]: a file a chart; [`layout`]: which file draws which kind.
//! 6. [`interact`]: pointer, keys and fingers on a chart that is done.

pub mod axis;
pub mod build;
pub mod data;
pub mod documents;
pub mod draw;
pub mod interact;
pub mod kind;
pub mod kinds;
pub mod layout;
pub mod link;
pub mod missing;
pub mod palette;
pub mod view_state;
pub mod words;

#[cfg(test)]
mod languages;
#[cfg(test)]
mod robustness;
#[cfg(test)]
mod testing;
