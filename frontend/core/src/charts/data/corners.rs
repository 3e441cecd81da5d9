//! Where a circuit's corners are.

use gridcast_shared::mart::Track;

/// Corners by metres from the line: the nearest point of the outline.
pub fn corners(track: &Track) -> Vec<f64> {
    let points = track.outline.len();
    if points < 3 || !(100.0..1e6).contains(&track.length_m) {
        return Vec::new();
    }
    let squared = |a: [i32; 2], b: [i32; 2]| {
        (f64::from(a[0]) - f64::from(b[0])).powi(2) + (f64::from(a[1]) - f64::from(b[1])).powi(2)
    };
    let metres = |&corner: &[i32; 2]| {
        let nearest = (0..points)
            .min_by(|&a, &b| squared(track.outline[a], corner).total_cmp(&squared(track.outline[b], corner)));
        nearest.unwrap_or(0) as f64 / points as f64 * track.length_m
    };
    track.corners.iter().take(64).map(metres).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corners_stand_where_the_outline_passes_them() {
        let outline: Vec<[i32; 2]> = (0..100).map(|i| [i * 100, 0]).collect();
        let track = Track { version: 1, outline, length_m: 1000.0, corners: vec![[5010, 300], [0, 0]] };
        assert_eq!(corners(&track), [500.0, 0.0]);
        assert_eq!(corners(&Track::default()), [0.0; 0]);
    }
}
