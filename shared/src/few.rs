//! Sorting of few things, such as the cars of a race or the frames of some seconds.
//!
//! The standard library's sort is made for many things, and compiled anew for each type: 4 KB of the page a place.

/// Sorts a few dozen things by a key; of equal keys, what came first stays first.
pub fn sort_by_key<T, K: PartialOrd>(things: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(things, |a, b| key(a) < key(b));
}

/// Sorts a few dozen things; of two of which neither comes before the other, what came first stays first.
pub fn sort_by<T>(things: &mut [T], comes_before: impl Fn(&T, &T) -> bool) {
    sort_apart(things, 1, &comes_before);
}

/// Sorts some hundred things (Shell's sort); those of which neither comes before the other may change places.
pub fn sort_hundreds_by<T>(things: &mut [T], comes_before: impl Fn(&T, &T) -> bool) {
    // Ciura's gaps, the best that are known.
    for gap in [701, 301, 132, 57, 23, 10, 4, 1] {
        sort_apart(things, gap, &comes_before);
    }
}

/// By insertion, among things that stand so far apart.
fn sort_apart<T>(things: &mut [T], gap: usize, comes_before: &impl Fn(&T, &T) -> bool) {
    for end in gap..things.len() {
        let mut at = end;
        while gap <= at && comes_before(&things[at], &things[at - gap]) {
            things.swap(at - gap, at);
            at -= gap;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_the_standard_library_sorts() {
        let mut seed = 7_u32;
        for len in (0..60).chain([1_000]) {
            let mut own: Vec<(u8, usize)> = (0..len)
                .map(|i| {
                    seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    ((seed >> 28) as u8, i)
                })
                .collect();
            let mut other = own.clone();
            sort_by_key(&mut own, |thing| thing.0);
            other.sort_by_key(|thing| thing.0);
            assert_eq!(own, other);
            own.reverse();
            sort_hundreds_by(&mut own, |a, b| a < b);
            assert_eq!(own, other);
        }
    }
}
