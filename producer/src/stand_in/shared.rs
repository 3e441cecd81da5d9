//! What the stand-in's connections share.

use std::sync::Mutex;

use super::files::Files;
use super::hub::Hub;

/// What the server knows.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) files: Mutex<Files>,
    pub(crate) hub: Mutex<Hub>,
}
