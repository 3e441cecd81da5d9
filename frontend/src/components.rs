//! The panels. Each reads its signals; none of them decides anything about the race.

pub mod board;
pub mod delay;
pub mod driver;
pub mod duel;
pub mod events;
pub mod header;
pub mod keys;
pub mod lite;
pub mod map;
pub mod recordings;
pub mod sheet;
pub mod signs;
pub mod state;
pub mod strip;
pub mod tabs;
pub mod time_bar;
pub mod time_panel;
pub mod view;
