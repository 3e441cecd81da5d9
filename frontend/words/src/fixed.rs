//! Decimals by whole numbers: the standard library's way of writing a float is 12 KB of a page's program.

/// A number with this many decimals (at most nine), with a point and a plain minus sign, as documents and style sheets
/// have it. What lies beyond 64 bits, or is no number, comes out at the nearest bound.
pub fn fixed(value: f64, decimals: usize) -> String {
    let unit = 10_u64.pow(decimals as u32);
    let units = (value.abs() * unit as f64).round() as u64;
    let sign = if value < 0.0 && 0 < units { "-" } else { "" };
    let (whole, rest) = (units / unit, units % unit);
    if decimals == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest:0decimals$}") }
}

#[cfg(test)]
mod tests {
    use super::fixed;

    #[test]
    fn decimals_are_rounded_and_zero_has_no_sign() {
        for (value, decimals, text) in [
            (0.0, 0, "0"),
            (0.0, 2, "0.00"),
            (-0.04, 1, "0.0"),
            (-0.05, 1, "-0.1"),
            (99.995, 1, "100.0"),
            (-1234.5, 1, "-1234.5"),
            (0.007, 3, "0.007"),
            (331.49, 0, "331"),
            (f64::NAN, 1, "0.0"),
        ] {
            assert_eq!(fixed(value, decimals), text);
        }
    }
}
