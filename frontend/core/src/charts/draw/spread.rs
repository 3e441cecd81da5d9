//! Labels in a column, pushed apart: in their order, as near to their places as they can be, within bounds.

/// Distance of labels in a column, CSS px.
pub const LABEL_STEP: f64 = 14.5;

/// Places for labels that want to stand at `wanted` (ascending), each at least `least` from the next and all within
/// `low..=high`. Where there is no room for that, they stand at equal distances over the whole of it.
///
/// The sum of squared shifts is the least possible (pool adjacent violators).
pub fn spread(wanted: &[f64], least: f64, low: f64, high: f64) -> Vec<f64> {
    let count = wanted.len();
    if count == 0 {
        return Vec::new();
    }
    let high = high.max(low);
    let most = (high - low) / (count.max(2) - 1) as f64;
    let least = least.clamp(0.0, most);
    // Without the distances the labels' places need only ascend.
    let mut blocks: Vec<(f64, usize)> = Vec::new();
    for (i, &place) in wanted.iter().enumerate() {
        let place = if place.is_finite() { place } else { low };
        let mut block = (place - i as f64 * least, 1);
        while let Some(&(mean, size)) = blocks.last() {
            if mean <= block.0 {
                break;
            }
            let joined = size + block.1;
            block = ((mean * size as f64 + block.0 * block.1 as f64) / joined as f64, joined);
            blocks.pop();
        }
        blocks.push(block);
    }
    let top = (high - (count - 1) as f64 * least).max(low);
    let mut places = Vec::with_capacity(count);
    for (mean, size) in blocks {
        for _ in 0..size {
            places.push(mean.clamp(low, top) + places.len() as f64 * least);
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn those_with_room_stay() {
        assert_eq!(spread(&[10.0, 40.0, 80.0], 14.5, 0.0, 100.0), [10.0, 40.0, 80.0]);
    }

    #[test]
    fn two_at_one_place_part_evenly() {
        assert_eq!(spread(&[50.0, 50.0], 10.0, 0.0, 100.0), [45.0, 55.0]);
        assert_eq!(spread(&[99.0, 99.0], 10.0, 0.0, 100.0), [90.0, 100.0]);
        assert_eq!(spread(&[], 10.0, 0.0, 100.0), [0.0; 0]);
    }

    proptest! {
        #[test]
        fn apart_in_order_and_within(
            mut wanted in proptest::collection::vec(-500.0..500.0, 0..40), least in 0.0..30.0, room in 0.0..600.0,
        ) {
            wanted.sort_by(f64::total_cmp);
            let places = spread(&wanted, least, 0.0, room);
            prop_assert_eq!(places.len(), wanted.len());
            let apart = least.min(room / (wanted.len().max(2) - 1) as f64);
            prop_assert!(places.windows(2).all(|pair| apart - 1e-6 <= pair[1] - pair[0]));
            prop_assert!(places.iter().all(|&place| (-1e-6..=room + 1e-6).contains(&place)));
        }
    }
}
