use std::time::Duration;

/// How requests are started.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// Each connection sends its next request when its last was answered: as fast as the server answers.
    Closed,
    /// A fixed number per second, whatever the server does. Latency counts from the moment a request was *due*, so a
    /// server that stalls is charged for every request that had to wait meanwhile.
    Open { per_second: u64 },
}

impl Pace {
    /// When request number `n` is due, counted from the start. Closed: at once.
    pub fn due(self, n: u64) -> Duration {
        match self {
            Self::Closed => Duration::ZERO,
            Self::Open { per_second } => {
                let per_second = per_second.max(1);
                let rest = n % per_second;
                Duration::from_secs(n / per_second) + Duration::from_nanos(rest * 1_000_000_000 / per_second)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixed_rate_is_spread_evenly_and_never_drifts() {
        let pace = Pace::Open { per_second: 5_600 };
        assert_eq!(pace.due(0), Duration::ZERO);
        assert_eq!(pace.due(2_800), Duration::from_millis(500));
        assert_eq!(pace.due(5_600 * 3_600), Duration::from_secs(3_600));
        for n in 0..20_000 {
            let gap = pace.due(n + 1) - pace.due(n);
            assert!((178_570..=178_573).contains(&gap.as_nanos()), "{gap:?} between {n} and the next");
        }
    }
}
