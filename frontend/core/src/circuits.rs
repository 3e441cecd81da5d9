//! What is known of circuits beside their outline: where their marshal sectors begin.
//!
//! Facts of the timing's own maps as `MultiViewer` publishes them (2023): sector 1 first, in ten-thousandths of a lap from
//! the start line, in the driving direction. Names are those of the feed.

/// Where a circuit's marshal sectors begin, ten-thousandths of a lap; empty when nobody knows.
pub fn marshal_sectors(circuit: &str) -> &'static [u16] {
    match circuit {
        "Melbourne" => &[
            0, 450, 997, 1338, 1877, 2241, 2643, 2988, 3300, 3941, 4525, 5092, 5510, 6081, 6435, 7120, 7527,
            8141, 8696, 8978,
        ],
        "Monte Carlo" => &[
            9947, 402, 1239, 1733, 2283, 2689, 3258, 3702, 3958, 4152, 4489, 5197, 5980, 6616, 7431, 8039,
            8531, 8919, 9492,
        ],
        "Monza" => &[
            9946, 777, 1302, 1863, 2279, 2703, 3401, 4075, 4825, 5322, 5851, 6164, 6560, 7634, 8606, 9116,
            9407,
        ],
        "Singapore" => {
            &[9949, 664, 1180, 1757, 2445, 3387, 3948, 4311, 5132, 5537, 5922, 6483, 6907, 7704, 8599, 9343]
        }
        "Spa-Francorchamps" => &[
            199, 628, 1102, 1607, 2047, 2752, 3530, 3880, 4399, 5003, 5479, 5987, 6495, 6833, 7141, 7675,
            8120, 8679, 9133, 9508, 9835,
        ],
        _ => &[],
    }
}

/// A marshal sector's stretch of the lap as shares of it; its end may be beyond the line, and so before its beginning.
pub fn sector_stretch(circuit: &str, sector: usize) -> Option<[f64; 2]> {
    let begins = marshal_sectors(circuit);
    let at = |i: usize| begins.get(i).map(|&begin| f64::from(begin) / 10_000.0);
    Some([at(sector)?, at((sector + 1) % begins.len())?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sectors_follow_each_other_around_the_lap() {
        for circuit in ["Melbourne", "Monte Carlo", "Monza", "Singapore", "Spa-Francorchamps"] {
            let n = marshal_sectors(circuit).len();
            let stretches: Vec<[f64; 2]> = (0..n).filter_map(|i| sector_stretch(circuit, i)).collect();
            let lap: f64 = stretches.iter().map(|[from, to]| (to - from).rem_euclid(1.0)).sum();
            assert!(15 < n && stretches.len() == n && (lap - 1.0).abs() < 1e-9, "{circuit}: {lap}");
        }
        assert_eq!(sector_stretch("Melbourne", 99), None);
        assert_eq!(sector_stretch("nowhere", 0), None);
    }
}
