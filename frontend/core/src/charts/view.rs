//! What the viewer has chosen, once for all charts. [`super::link`] puts it into an address.

use gridcast_shared::mart::LapFilter;

use super::ChartKind;
use super::inks::Scheme;
use crate::theme::Theme;

/// Most drivers that can be chosen.
pub const MOST_DRIVERS: usize = 32;

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
pub enum MapOf {
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
pub struct View {
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
    pub map: MapOf,
    /// What standings show.
    pub progress: Progress,
}

impl Default for View {
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
            map: MapOf::default(),
            progress: Progress::default(),
        }
    }
}

impl View {
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
        let laps = laps.max(1);
        let (low, high) = self.zoom.unwrap_or((0, laps));
        let high = high.clamp(1, laps);
        (low.min(high - 1), high)
    }

    /// Zooms in (`factor` above 1) or out with `lap` staying where it is; at full width the zoom is gone.
    pub fn zoom_at(&mut self, lap: f64, factor: f64, laps: u16) {
        let (low, high) = self.lap_range(laps);
        let (low, high) = (f64::from(low), f64::from(high));
        if !(lap.is_finite() && factor.is_finite()) || factor <= 0.0 {
            return;
        }
        let lap = lap.clamp(low, high);
        let width = (high - low) / factor;
        // At an edge of the race the range grows to the other side.
        let room = (f64::from(laps.max(1)) - width).max(0.0);
        let low = (lap - (lap - low) / factor).clamp(0.0, room);
        self.set_zoom(low, low + width, laps);
    }

    /// Moves the zoomed range by laps.
    pub fn pan(&mut self, by: i32, laps: u16) {
        let (low, high) = self.lap_range(laps);
        let by = by.clamp(-i32::from(low), i32::from(laps.max(1)) - i32::from(high));
        self.set_zoom(f64::from(i32::from(low) + by), f64::from(i32::from(high) + by), laps);
    }

    /// Shows laps `from` to `to` of `laps`, three at least; the whole race when that is all of it.
    pub fn set_zoom(&mut self, from: f64, to: f64, laps: u16) {
        let laps = laps.max(1);
        let whole = |lap: f64| lap.round().clamp(0.0, f64::from(laps)) as u16;
        let (mut low, mut high) = (whole(from.min(to)), whole(from.max(to)));
        if high - low < 3 {
            high = low.saturating_add(3).min(laps);
            low = high.saturating_sub(3);
        }
        self.zoom = (0 < low || high < laps).then_some((low, high));
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
        let mut view = View::default();
        view.zoom_at(30.0, 2.0, 60);
        assert_eq!(view.zoom, Some((15, 45)));
        view.pan(100, 60);
        assert_eq!(view.zoom, Some((30, 60)));
        view.zoom_at(30.0, 0.1, 60);
        view.zoom_at(30.0, 0.1, 60);
        assert_eq!(view.zoom, None);
    }

    #[test]
    fn the_cursor_stays_in_the_race() {
        let mut view = View::default();
        view.step_cursor(1, 57);
        assert_eq!(view.cursor, Some(1));
        view.step_cursor(i32::MAX, 57);
        assert_eq!(view.cursor, Some(57));
        view.step_cursor(-90, 57);
        assert_eq!(view.cursor, Some(1));
    }

    proptest! {
        #[test]
        fn a_range_is_always_ascending_and_in_the_race(
            zoom in proptest::option::of((any::<u16>(), any::<u16>())), laps in any::<u16>(),
            lap in -1e5..1e5, factor in 0.01..100.0, by in any::<i32>(),
        ) {
            let mut view = View { zoom, ..View::default() };
            for _ in 0..3 {
                let (low, high) = view.lap_range(laps);
                prop_assert!(low < high && high <= laps.max(1));
                view.zoom_at(lap, factor, laps);
                view.pan(by.clamp(-99_999, 99_999), laps);
            }
        }
    }
}
