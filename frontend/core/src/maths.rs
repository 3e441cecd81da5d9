//! Sines, powers and roots: in a browser its own.
//!
//! The standard library's would be 14 KB of the page's program, and differ from a browser's in the last digit alone.

#[cfg(target_arch = "wasm32")]
use js_sys::Math as Engine;
#[cfg(not(target_arch = "wasm32"))]
type Engine = f64;

/// The sine of an angle, radians.
pub fn sin(angle: f64) -> f64 {
    Engine::sin(angle)
}

/// The cosine of an angle, radians.
pub fn cos(angle: f64) -> f64 {
    Engine::cos(angle)
}

/// Sine and cosine of an angle, radians.
pub fn sin_cos(angle: f64) -> (f64, f64) {
    (sin(angle), cos(angle))
}

/// The angle of a direction, radians, -π to π.
pub fn atan2(y: f64, x: f64) -> f64 {
    Engine::atan2(y, x)
}

/// The power of e.
pub fn exp(exponent: f64) -> f64 {
    Engine::exp(exponent)
}

/// The logarithm to base ten.
pub fn log10(value: f64) -> f64 {
    Engine::log10(value)
}

/// The cubic root.
pub fn cbrt(value: f64) -> f64 {
    Engine::cbrt(value)
}

/// A power of a number that is not negative.
pub fn pow(base: f64, exponent: f64) -> f64 {
    exp(exponent * std::f64::consts::LN_10 * log10(base))
}

/// A number within bounds that are not constants. The standard library's `clamp` would say the bounds where they are the
/// wrong way round, and bring in all that writes floats.
pub fn within(value: f64, least: f64, most: f64) -> f64 {
    value.max(least).min(most)
}

/// What is left of a number by whole steps of `step`: from zero to below it, also below zero.
pub fn rest(value: f64, step: f64) -> f64 {
    let rest = value - (value / step).floor() * step;
    // By rounding it can come out at a bound.
    if (0.0..step).contains(&rest) { rest } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_and_rests() {
        for (base, exponent) in [(0.0, 2.4), (0.3, 2.4), (0.7, 1.0 / 2.4), (10.0, -2.0), (1.0, 7.0)] {
            assert!((pow(base, exponent) - base.powf(exponent)).abs() < 1e-14, "{base} {exponent}");
        }
        for (value, step) in [(7.5, 2.0), (-0.5, 2.0), (-4.0, 2.0), (5_281.25, 5_278.0), (-1e-18, 5_278.0)] {
            let found = rest(value, step);
            assert!((0.0..step).contains(&found), "{value} {step}: {found}");
            let apart = (found - value.rem_euclid(step)).abs();
            assert!(apart < 1e-9 || step - apart < 1e-9, "{value} {step}: {found}");
        }
    }
}
