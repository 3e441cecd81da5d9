//! What the viewer has chosen, once for all charts. [`crate::charts::link`] puts it into an address.

use gridcast_shared::address::MOST_DRIVERS;
use gridcast_shared::mart::LapFilter;

use crate::charts::axis::span::Span;
use crate::charts::kind::ChartKind;
use crate::charts::palette::Scheme;
use crate::theme::Theme;

/// Most laps whose telemetry is compared.
pub const MOST_COMPARED: usize = 4;

/// What the race trace measures against.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Reference {
    /// The winner's mean pace.
    #[default]
    Winner,
    /// A driver's own laps, by code.
    Driver(String),
    /// A pace, ms a lap.
    Pace(u32),
}

/// What the map shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum MapMeasure {
    /// Speed.
    #[default]
    Speed,
    /// Gears.
    Gear,
}

/// What standings show round by round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Progress {
    /// Points.
    #[default]
    Points,
    /// Places.
    Position,
}

/// The viewer's choices.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ViewState {
    /// The only chart to be seen, where the page is framed in another.
    pub panel: Option<ChartKind>,
    /// Codes of the chosen drivers, in the order chosen.
    pub drivers: Vec<String>,
    /// Which laps statistics count.
    pub laps: LapFilter,
    /// The linked cursor's lap.
    pub cursor: Option<u16>,
    /// First and last lap to be seen; all when `None`. The first is below the last.
    pub zoom: Option<(u16, u16)>,
    /// First and last metre of a lap to be seen in its telemetry; all when `None`.
    pub part: Option<(u16, u16)>,
    /// Colours of teams and tyres.
    pub scheme: Scheme,
    /// The theme, when chosen; the system's otherwise.
    pub theme: Option<Theme>,
    /// Laps whose telemetry is compared: code and lap.
    pub compare: Vec<(String, u16)>,
    /// Whether box plots show every lap as a dot.
    pub points: bool,
    /// What the race trace measures against.
    pub reference: Reference,
    /// What the map shows.
    pub map: MapMeasure,
    /// What standings show.
    pub progress: Progress,
}

impl Default for ViewState {
    fn default() -> Self {
        Self {
            panel: None,
            drivers: Vec::new(),
            laps: LapFilter::default(),
            cursor: None,
            zoom: None,
            part: None,
            scheme: Scheme::default(),
            theme: None,
            compare: Vec::new(),
            points: true,
            reference: Reference::default(),
            map: MapMeasure::default(),
            progress: Progress::default(),
        }
    }
}

impl ViewState {
    /// Whether a driver is chosen.
    pub fn chose(&self, code: &str) -> bool {
        self.drivers.iter().any(|chosen| chosen == code)
    }

    /// Chooses a driver, or no longer.
    pub fn toggle(&mut self, code: &str) {
        if self.chose(code) {
            self.drivers.retain(|chosen| chosen != code);
        } else if self.drivers.len() < MOST_DRIVERS {
            self.drivers.push(code.to_owned());
        }
    }

    /// First and last lap to be seen of a race of `laps`; 0 is the grid.
    pub fn lap_range(&self, laps: u16) -> (u16, u16) {
        self.range(Span::Laps(laps))
    }

    /// What is zoomed to of an axis; `None` when all of it is to be seen.
    pub fn zoomed(&self, span: Span) -> Option<(u16, u16)> {
        match span {
            Span::Laps(_) => self.zoom,
            Span::Metres(_) => self.part,
        }
    }

    /// First and last place to be seen of an axis.
    pub fn range(&self, span: Span) -> (u16, u16) {
        let end = span.end();
        let (low, high) = self.zoomed(span).unwrap_or((0, end));
        let high = high.clamp(1, end);
        (low.min(high - 1), high)
    }

    /// Zooms in (`factor` above 1) or out with `at` staying where it is; at full width the zoom is gone.
    pub fn zoom_at(&mut self, at: f64, factor: f64, span: Span) {
        let (low, high) = self.range(span);
        let (low, high) = (f64::from(low), f64::from(high));
        if !(at.is_finite() && factor.is_finite()) || factor <= 0.0 {
            return;
        }
        let at = at.clamp(low, high);
        let width = (high - low) / factor;
        // At an edge of the axis the range grows to the other side.
        let room = (f64::from(span.end()) - width).max(0.0);
        let low = (at - (at - low) / factor).clamp(0.0, room);
        self.set_zoom(low, low + width, span);
    }

    /// Moves the zoomed range by steps of the axis.
    pub fn pan(&mut self, steps: i32, span: Span) {
        let (low, high) = self.range(span);
        let by = steps.saturating_mul(span.step()).clamp(-i32::from(low), i32::from(span.end() - high));
        self.set_zoom(f64::from(i32::from(low) + by), f64::from(i32::from(high) + by), span);
    }

    /// Shows an axis `from` to `to`, no less than can be read; the whole axis when that is all of it.
    pub fn set_zoom(&mut self, from: f64, to: f64, span: Span) {
        let (end, fewest) = (span.end(), span.fewest());
        let whole = |place: f64| place.round().clamp(0.0, f64::from(end)) as u16;
        let (mut low, mut high) = (whole(from.min(to)), whole(from.max(to)));
        if high - low < fewest {
            high = low.saturating_add(fewest).min(end);
            low = high.saturating_sub(fewest);
        }
        let zoom = (0 < low || high < end).then_some((low, high));
        match span {
            Span::Laps(_) => self.zoom = zoom,
            Span::Metres(_) => self.part = zoom,
        }
    }

    /// Shows all of an axis.
    pub fn show_all(&mut self, span: Span) {
        match span {
            Span::Laps(_) => self.zoom = None,
            Span::Metres(_) => self.part = None,
        }
    }

    /// Moves the cursor by laps; from the first lap on when there was none.
    pub fn step_cursor(&mut self, by: i32, laps: u16) {
        let lap = self.cursor.map_or(1, |lap| i32::from(lap).saturating_add(by));
        self.cursor = Some(lap.clamp(1, i32::from(laps.max(1))) as u16);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn zooming_out_to_all_is_no_zoom() {
        let mut view = ViewState::default();
        view.zoom_at(30.0, 2.0, Span::Laps(60));
        assert_eq!(view.zoom, Some((15, 45)));
        view.pan(100, Span::Laps(60));
        assert_eq!(view.zoom, Some((30, 60)));
        view.zoom_at(30.0, 0.1, Span::Laps(60));
        view.zoom_at(30.0, 0.1, Span::Laps(60));
        assert_eq!(view.zoom, None);
    }

    #[test]
    fn metres_are_zoomed_without_laps_and_shown_whole_again() {
        let lap = Span::Metres(5279);
        let mut view = ViewState { zoom: Some((10, 30)), ..ViewState::default() };
        view.zoom_at(2000.0, 4.0, lap);
        assert_eq!((view.part, view.zoom), (Some((1500, 2820)), Some((10, 30))));
        view.pan(-2, lap);
        assert_eq!(view.part, Some((1300, 2620)));
        view.set_zoom(1999.6, 2000.2, lap);
        assert_eq!(view.range(lap), (2000, 2100));
        view.show_all(lap);
        assert_eq!((view.part, view.zoom), (None, Some((10, 30))));
    }

    #[test]
    fn the_cursor_stays_in_the_race() {
        let mut view = ViewState::default();
        view.step_cursor(1, 57);
        assert_eq!(view.cursor, Some(1));
        view.step_cursor(i32::MAX, 57);
        assert_eq!(view.cursor, Some(57));
        view.step_cursor(-90, 57);
        assert_eq!(view.cursor, Some(1));
    }

    proptest! {
        #[test]
        fn a_range_is_always_ascending_and_on_the_axis(
            zoom in proptest::option::of((any::<u16>(), any::<u16>())), end in any::<u16>(), metres in any::<bool>(),
            at in -1e5..1e5, factor in 0.01..100.0, by in any::<i32>(),
        ) {
            let mut view = ViewState { zoom, part: zoom, ..ViewState::default() };
            let span = if metres { Span::Metres(end) } else { Span::Laps(end) };
            for _ in 0..3 {
                let (low, high) = view.range(span);
                prop_assert!(low < high && high <= span.end());
                view.zoom_at(at, factor, span);
                view.pan(by, span);
            }
        }
    }
}
