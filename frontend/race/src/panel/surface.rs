//! A canvas of a panel, whose memory the browser gives out when it is first painted on: a page has dozens.

use leptos::html;
use leptos::prelude::*;

use crate::paint::Painter;

/// A canvas on the page and what paints on it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Surface {
    /// Where the view puts it.
    pub(super) canvas: NodeRef<html::Canvas>,
    painter: StoredValue<Option<Painter>, LocalStorage>,
}

impl Surface {
    pub(super) fn new() -> Self {
        Self { canvas: NodeRef::new(), painter: StoredValue::new_local(None) }
    }

    /// Whether it has ever been painted on.
    pub(super) fn is_painted(self) -> bool {
        self.painter.with_value(Option::is_some)
    }

    /// Paints; `None` while the canvas is not on the page, or when it has no context.
    pub(super) fn paint<T>(self, paint: impl FnOnce(&Painter) -> T) -> Option<T> {
        if !self.is_painted() {
            self.painter.set_value(self.canvas.get_untracked().and_then(Painter::new));
        }
        self.painter.with_value(|painter| painter.as_ref().map(paint))
    }
}
