//! One chart on the whole screen.

use leptos::prelude::*;

use super::state::Panel;

/// Fills the screen with the chart, or no longer.
pub(super) fn full_screen(panel: Panel) {
    if document().fullscreen_element().is_some() {
        document().exit_fullscreen();
    } else if let Some(section) = panel.section.get_untracked() {
        // Refused in frames that may not; the chart then stays as it is.
        section.request_fullscreen().ok();
    }
}
