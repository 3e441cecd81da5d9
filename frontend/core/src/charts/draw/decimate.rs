//! Long series for few pixels: of each column the first, lowest, highest and last point, so that no peak is lost.

/// Keeps of each px column of an x-ascending line what the eye could tell: at most four points a column. Lines of
/// fewer points come back as they are.
pub fn by_column(points: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return Vec::new() };
    let columns = (last[0] - first[0]).abs();
    if points.len() as f64 <= 2.0 * columns {
        return points.to_vec();
    }
    let mut kept = Vec::new();
    let mut start = 0;
    while start < points.len() {
        let column = points[start][0].floor() as i64;
        let length =
            points[start..].iter().take_while(|point| point[0].floor() as i64 == column).count().max(1);
        let end = start + length;
        let by_height = |a: &usize, b: &usize| points[*a][1].total_cmp(&points[*b][1]);
        let low = (start..end).min_by(by_height).unwrap_or(start);
        let high = (start..end).max_by(by_height).unwrap_or(start);
        let mut indices = [start, low.min(high), low.max(high), end - 1];
        indices.sort_unstable();
        for (i, &index) in indices.iter().enumerate() {
            if i == 0 || indices[i - 1] != index {
                kept.push(points[index]);
            }
        }
        start = end;
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_peak_of_one_sample_stays() {
        let mut points: Vec<[f64; 2]> = (0..10_000).map(|i| [f64::from(i) / 50.0, 0.0]).collect();
        points[4321][1] = 9.0;
        points[1234][1] = -9.0;
        let kept = by_column(&points);
        assert!(kept.len() <= 4 * 200);
        assert!(kept.contains(&[86.42, 9.0]) && kept.contains(&[24.68, -9.0]));
        assert_eq!((kept[0], kept[kept.len() - 1]), (points[0], points[9999]));
    }

    proptest! {
        #[test]
        fn extremes_ends_and_order_stay(heights in proptest::collection::vec(-100.0..100.0f64, 1..3000), width in 0.5..300.0) {
            let count = heights.len() as f64;
            let points: Vec<[f64; 2]> =
                heights.iter().enumerate().map(|(i, &y)| [i as f64 / count * width, y]).collect();
            let kept = by_column(&points);
            let highest = |points: &[[f64; 2]]| points.iter().map(|p| p[1]).fold(f64::NEG_INFINITY, f64::max);
            let lowest = |points: &[[f64; 2]]| points.iter().map(|p| p[1]).fold(f64::INFINITY, f64::min);
            prop_assert!((highest(&kept) - highest(&points)).abs() < 1e-12);
            prop_assert!((lowest(&kept) - lowest(&points)).abs() < 1e-12);
            prop_assert_eq!(kept.first(), points.first());
            prop_assert_eq!(kept.last(), points.last());
            prop_assert!(kept.windows(2).all(|pair| pair[0][0] <= pair[1][0]));
        }
    }
}
