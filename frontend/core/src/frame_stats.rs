//! What painting costs: the work of the last frames, as the page measured it itself.

use gridcast_shared::few;

/// Frames that count.
const FRAMES: usize = 600;

/// Work per frame, newest frames only.
#[derive(Clone, Debug, Default)]
pub struct FrameStats {
    work_ms: Vec<f32>,
    painted: u64,
}

impl FrameStats {
    /// Takes one frame's work, ms.
    pub fn add(&mut self, work_ms: f64) {
        let slot = (self.painted % FRAMES as u64) as usize;
        match self.work_ms.get_mut(slot) {
            Some(place) => *place = work_ms as f32,
            None => self.work_ms.push(work_ms as f32),
        }
        self.painted += 1;
    }

    /// Frames painted since the page was opened.
    pub fn painted(&self) -> u64 {
        self.painted
    }

    /// 95th percentile of the work of the last 600 frames, ms; 0 before the first.
    pub fn work_ms_p95(&self) -> f64 {
        let mut sorted: Vec<f64> = self.work_ms.iter().map(|&ms| f64::from(ms)).collect();
        few::sort_hundreds_by(&mut sorted, |a, b| a < b);
        let Some(last) = sorted.len().checked_sub(1) else { return 0.0 };
        sorted[last * 95 / 100]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_frames_are_forgotten() {
        let mut stats = FrameStats::default();
        assert!(stats.work_ms_p95().abs() < 1e-9);
        for _ in 0..600 {
            stats.add(50.0);
        }
        for i in 0..600 {
            stats.add(f64::from(i) / 100.0);
        }
        assert_eq!(stats.painted(), 1200);
        assert!((stats.work_ms_p95() - 5.69).abs() < 0.02, "{}", stats.work_ms_p95());
    }
}
