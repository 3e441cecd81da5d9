//! The linked cursor: where the pointer is now, else where the viewer has put it.

use leptos::prelude::*;

use crate::viewer::Viewer;

/// The cursor, on every chart at once.
#[derive(Clone, Copy, Debug)]
pub struct Cursor {
    /// The lap under the pointer.
    pub hovered: RwSignal<Option<u16>>,
    /// The lap in use.
    pub lap: Memo<Option<u16>>,
    /// Metres from the line, on telemetry and maps.
    pub distance: RwSignal<Option<f64>>,
}

impl Cursor {
    /// A cursor that rests where the view has it.
    pub fn new(viewer: Viewer) -> Self {
        let hovered = RwSignal::new(None);
        let lap = Memo::new(move |_| hovered.get().or_else(|| viewer.cursor.get()));
        Self { hovered, lap, distance: RwSignal::new(None) }
    }

    /// Takes the lap under the pointer.
    pub fn hover(self, lap: Option<u16>) {
        if self.hovered.get_untracked() != lap {
            self.hovered.set(lap);
        }
    }
}
