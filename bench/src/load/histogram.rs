use std::time::Duration;

/// Each power of two is cut into this many equal buckets, so a reading is at most 1/128 above the truth.
const STEPS: u64 = 128;
const STEP_BITS: u32 = STEPS.trailing_zeros();
/// Longest latency told apart: 2^36 µs, about 19 hours.
const LONGEST_US: u64 = (1 << 36) - 1;
const BUCKETS: usize = 128 * 30;

/// Latencies in microseconds, log-linear: exact below 128 µs, within 0.8 % above, 30 KiB however many are recorded.
#[derive(Clone, Debug)]
pub struct Histogram {
    buckets: Vec<u64>,
    count: u64,
    sum_us: u64,
    longest_us: u64,
}

impl Default for Histogram {
    fn default() -> Self {
        Self { buckets: vec![0; BUCKETS], count: 0, sum_us: 0, longest_us: 0 }
    }
}

impl Histogram {
    pub fn record(&mut self, latency: Duration) {
        let latency_us = u64::try_from(latency.as_micros()).unwrap_or(LONGEST_US).min(LONGEST_US);
        if let Some(bucket) = self.buckets.get_mut(bucket_of(latency_us)) {
            *bucket += 1;
        }
        self.count += 1;
        self.sum_us += latency_us;
        self.longest_us = self.longest_us.max(latency_us);
    }

    pub fn merge(&mut self, other: &Self) {
        for (mine, theirs) in self.buckets.iter_mut().zip(&other.buckets) {
            *mine += theirs;
        }
        self.count += other.count;
        self.sum_us += other.sum_us;
        self.longest_us = self.longest_us.max(other.longest_us);
    }

    pub fn count(&self) -> u64 {
        self.count
    }

    pub fn mean(&self) -> Duration {
        Duration::from_micros(self.sum_us.checked_div(self.count).unwrap_or(0))
    }

    pub fn longest(&self) -> Duration {
        Duration::from_micros(self.longest_us)
    }

    /// The latency that `per_mille` of 1,000 recordings do not exceed (500 is the median, 990 is p99, 999 is p99.9):
    /// the upper end of the bucket it falls in, never more than the longest. Zero when nothing was recorded.
    pub fn percentile(&self, per_mille: u64) -> Duration {
        let wanted = (self.count.saturating_mul(per_mille)).div_ceil(1000).max(1);
        let mut seen = 0;
        for (index, count) in (0_u64..).zip(&self.buckets) {
            seen += count;
            if seen >= wanted {
                return Duration::from_micros(upper_end(index).min(self.longest_us));
            }
        }
        self.longest()
    }

    pub fn p50(&self) -> Duration {
        self.percentile(500)
    }

    pub fn p90(&self) -> Duration {
        self.percentile(900)
    }

    pub fn p99(&self) -> Duration {
        self.percentile(990)
    }

    pub fn p999(&self) -> Duration {
        self.percentile(999)
    }
}

fn bucket_of(value: u64) -> usize {
    let magnitude = u64::BITS - value.leading_zeros();
    let shift = magnitude.saturating_sub(STEP_BITS + 1);
    let index = u64::from(shift) * STEPS + (value >> shift);
    usize::try_from(index).unwrap_or(usize::MAX)
}

/// The largest value that falls into bucket `index`.
fn upper_end(index: u64) -> u64 {
    if index < 2 * STEPS {
        return index;
    }
    let shift = index / STEPS - 1;
    let step = index % STEPS + STEPS;
    ((step + 1) << shift) - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_join_without_gap_and_keep_within_one_per_cent() {
        let mut before = None;
        for value in (0..5_000).chain([10_000, 99_999, 1_000_000, 60_000_000, LONGEST_US]) {
            let index = bucket_of(value);
            assert!(index < BUCKETS, "{value} falls outside");
            let end = upper_end(u64::try_from(index).unwrap());
            assert!(end >= value && end - value <= value / 128, "{value} would be told as {end}");
            if let Some(last) = before {
                assert!(index >= last);
            }
            before = Some(index);
        }
    }

    #[test]
    fn percentiles_of_a_known_distribution() {
        let mut histogram = Histogram::default();
        for us in 1..=10_000 {
            histogram.record(Duration::from_micros(us));
        }
        let near = |told: Duration, truth: u128| {
            let told = told.as_micros();
            assert!(told >= truth && told <= truth + truth / 100, "told {told}, truth {truth}");
        };
        near(histogram.p50(), 5_000);
        near(histogram.p90(), 9_000);
        near(histogram.p99(), 9_900);
        near(histogram.p999(), 9_990);
        assert_eq!(histogram.longest().as_micros(), 10_000);
        assert_eq!(histogram.percentile(1000).as_micros(), 10_000);
        assert_eq!(histogram.mean().as_micros(), 5_000);
        assert_eq!(histogram.count(), 10_000);
    }

    #[test]
    fn one_slow_answer_in_a_hundred_shows_in_the_tail_only() {
        let mut histogram = Histogram::default();
        for _ in 0..98 {
            histogram.record(Duration::from_micros(100));
        }
        histogram.record(Duration::from_millis(80));
        histogram.record(Duration::from_millis(90));
        assert_eq!(histogram.p90().as_micros(), 100);
        assert!(histogram.p99() >= Duration::from_millis(80));
    }

    #[test]
    fn nothing_recorded_tells_nothing() {
        assert_eq!(Histogram::default().p99(), Duration::ZERO);
    }

    #[test]
    fn merging_is_recording_both() {
        let (mut left, mut right) = (Histogram::default(), Histogram::default());
        left.record(Duration::from_micros(10));
        right.record(Duration::from_micros(30));
        left.merge(&right);
        assert_eq!((left.count(), left.longest().as_micros(), left.mean().as_micros()), (2, 30, 20));
    }
}
