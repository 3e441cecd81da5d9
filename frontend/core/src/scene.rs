//! What is to be painted: a reused list of draw commands, built from the race at one moment.
//!
//! [`circuit`] builds the layer that stands still, [`trails`] the same while nobody knows the circuit, [`cars`] the one
//! that moves, [`field`] the strip of seconds behind the leader, [`time_bar`] what has happened when. Coordinates are CSS pixels from the panel's top left corner, colours `0xRRGGBB`, opaque.

pub mod cars;
pub mod circuit;
pub mod dot;
pub mod field;
pub mod ghost;
pub mod ring;
pub mod sectors;
pub mod telemetry;
pub mod time_bar;
pub mod trails;

use gridcast_shared::ids::DriverCode;

/// A list of draw commands, in the order of painting, with the points of their lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    /// The commands.
    pub draws: Vec<Draw>,
    /// The points that [`Draw::Line`] speaks of.
    pub points: Vec<[f32; 2]>,
}

/// One command.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Draw {
    /// A line through `points[from..to]`, with round caps and joins.
    Line {
        /// First point.
        from: u32,
        /// One beyond the last point.
        to: u32,
        /// Whether it ends where it began.
        closed: bool,
        /// How it is stroked.
        stroke: Stroke,
    },
    /// A filled circle.
    Disc {
        /// Centre.
        at: [f32; 2],
        /// Radius.
        radius: f32,
        /// Colour.
        colour: u32,
    },
    /// A circle's line.
    Ring {
        /// Centre.
        at: [f32; 2],
        /// Radius to the middle of the line.
        radius: f32,
        /// How it is stroked.
        stroke: Stroke,
    },
    /// A filled square with slightly round corners.
    Square {
        /// Centre.
        at: [f32; 2],
        /// Half of its side.
        half: f32,
        /// Colour.
        colour: u32,
    },
    /// A short text.
    Text {
        /// Middle of its height; sideways as `align` says.
        at: [f32; 2],
        /// What it says.
        words: Words,
        /// How it is set.
        font: Font,
        /// Colour.
        colour: u32,
        /// Which end `at` is.
        align: Align,
    },
    /// A short text that stays readable on whatever lies below.
    Haloed {
        /// Its middle.
        at: [f32; 2],
        /// What it says.
        words: Words,
        /// How it is set.
        font: Font,
        /// Colour.
        colour: u32,
        /// Colour of what is around the letters.
        halo: u32,
    },
}

/// A line's look.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// Width.
    pub width: f32,
    /// Colour.
    pub colour: u32,
    /// Length of the dashes and of the gaps between them; zero for none.
    pub dash: f32,
}

impl Stroke {
    /// An unbroken line.
    pub fn solid(width: f32, colour: u32) -> Self {
        Self { width, colour, dash: 0.0 }
    }
}

/// A text without an allocation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Words {
    /// A driver's code.
    Code(DriverCode),
    /// A corner's number.
    Corner(u8),
    /// A lap's number.
    Lap(u8),
    /// A sector's number.
    Sector(u8),
    /// A word of the interface.
    Word(&'static str),
    /// Seconds on the strip's axis.
    Seconds(u16),
    /// A figure of an axis.
    Number(u16),
    /// Kilometres of the lap.
    Kilometres(u16),
    /// Tenths of a second behind the car ahead.
    Tenths(u16),
}

/// How a text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Font {
    /// CSS pixels.
    pub size: u8,
    /// 500 to 800.
    pub weight: u16,
}

/// Which end of a text its place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Its middle.
    Middle,
    /// Its beginning.
    Start,
    /// Its end.
    End,
}

impl Scene {
    /// Forgets all commands and keeps the room.
    pub fn clear(&mut self) {
        self.draws.clear();
        self.points.clear();
    }

    /// Adds a line.
    pub fn line(&mut self, points: impl IntoIterator<Item = [f64; 2]>, closed: bool, stroke: Stroke) {
        let from = self.points.len() as u32;
        self.points.extend(points.into_iter().map(|[x, y]| [x as f32, y as f32]));
        self.draws.push(Draw::Line { from, to: self.points.len() as u32, closed, stroke });
    }

    /// Strokes the newest line once more.
    pub fn again(&mut self, stroke: Stroke) {
        if let Some(&Draw::Line { from, to, closed, .. }) = self.draws.last() {
            self.draws.push(Draw::Line { from, to, closed, stroke });
        }
    }
}

/// A point as commands hold it.
pub(crate) fn single(at: [f64; 2]) -> [f32; 2] {
    [at[0] as f32, at[1] as f32]
}

/// A colour `share` of the way from one to the other, channel by channel.
pub(crate) fn mix(from: u32, to: u32, share: f64) -> u32 {
    [16, 8, 0].into_iter().fold(0, |rgb, shift| {
        let (a, b) = (f64::from((from >> shift) & 0xff), f64::from((to >> shift) & 0xff));
        (rgb << 8) | (a + (b - a) * share).round() as u32
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_share_points_and_can_be_stroked_again() {
        let mut scene = Scene::default();
        scene.line([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0]], true, Stroke::solid(9.0, 1));
        scene.again(Stroke::solid(6.0, 2));
        assert_eq!(scene.points.len(), 3);
        assert_eq!(
            scene.draws[1],
            Draw::Line { from: 0, to: 3, closed: true, stroke: Stroke::solid(6.0, 2) }
        );
        scene.clear();
        assert_eq!(scene, Scene::default());
    }

    #[test]
    fn mixing() {
        assert_eq!(mix(0x00_0000, 0xff_ffff, 0.5), 0x80_8080);
        assert_eq!(mix(0x12_3456, 0xff_ffff, 0.0), 0x12_3456);
    }
}
