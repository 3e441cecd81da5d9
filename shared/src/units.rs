//! Units and their bounds: what a bare integer means wherever one crosses a boundary.
//!
//! Source time is UTC milliseconds since 1970 (`Date` of the feed) as `i64`, called `date_ms`.
//! Track coordinates are the feed's own: 1 unit = 0.1 m, X and Y in the plane, Z up.

/// Track units in a metre (the feed's X, Y, Z are decimetres).
pub const UNITS_PER_METRE: f64 = 10.0;

/// Milliseconds of source time that one chunk spans.
pub const CHUNK_MS: i64 = 10_000;

/// Most cars that a session can hold; car indices are `0..MAX_CARS`.
pub const MAX_CARS: usize = 32;

/// X and Y lie within ±this many units (52 km): 20 bits on the wire.
pub const MAX_XY: i32 = (1 << 19) - 1;

/// Z lies within ±this many units: 16 bits on the wire.
pub const MAX_Z: i32 = (1 << 15) - 1;

/// Greatest speed, km/h.
pub const MAX_SPEED_KMH: u16 = 511;

/// Greatest throttle, percent. The feed sends 104 where the pedal's sensor is off; it is kept.
pub const MAX_THROTTLE_PCT: u8 = 127;

/// Greatest engine speed, in steps of [`RPM_STEP`].
pub const MAX_RPM_STEPS: u16 = 511;

/// Engine speed is kept in steps of this many revolutions a minute.
pub const RPM_STEP: u16 = 50;

/// Greatest gear; anything above is dirt (the feed sends 128 when it has lost the value).
pub const MAX_GEAR: u8 = 8;

/// Number of the chunk that holds a moment; saturates outside the range of `u32`.
pub fn chunk_of(date_ms: i64) -> u32 {
    u32::try_from(date_ms.div_euclid(CHUNK_MS).max(0)).unwrap_or(u32::MAX)
}

/// Source time at which a chunk begins.
pub fn chunk_start(chunk: u32) -> i64 {
    i64::from(chunk) * CHUNK_MS
}
