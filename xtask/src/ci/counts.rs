//! Reading how many tests passed from what a test runner prints.

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub passed: usize,
    pub failed: usize,
    pub skipped: usize,
}

impl Counts {
    pub const ONE_PASSED: Self = Self { passed: 1, failed: 0, skipped: 0 };
    pub const ONE_FAILED: Self = Self { passed: 0, failed: 1, skipped: 0 };

    pub fn add(&mut self, more: Self) {
        self.passed = self.passed.saturating_add(more.passed);
        self.failed = self.failed.saturating_add(more.failed);
        self.skipped = self.skipped.saturating_add(more.skipped);
    }

    /// What a runner's closing line counts; nothing for any other line. cargo test prints
    /// `test result: ok. 5 passed; 0 failed; 1 ignored; …`, nextest
    /// `     Summary [   1.2s] 8 tests run: 6 passed (1 slow), 1 failed, 1 timed out, 2 skipped`.
    pub fn of_line(line: &str) -> Self {
        // What a failing test said itself is shown indented: a libtest line in there is none of the runner's.
        let counted = line.strip_prefix("test result:").or_else(|| {
            let (_, counted) = line.trim_start().strip_prefix("Summary [")?.split_once("run:")?;
            Some(counted)
        });
        let mut counts = Self::default();
        for part in counted.unwrap_or_default().split([',', ';', '.']) {
            let mut words = part.split_whitespace();
            let Some(number) = words.next().and_then(|word| word.parse::<usize>().ok()) else { continue };
            match words.next() {
                Some("passed") => counts.passed = number,
                Some("failed" | "timed" | "exec") => counts.failed = counts.failed.saturating_add(number),
                Some("skipped" | "ignored") => counts.skipped = number,
                _ => {}
            }
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_runners_closing_lines_are_read_and_no_other_line_is() {
        let nextest =
            "     Summary [   1.234s] 8 tests run: 6 passed (1 slow, 1 flaky), 1 failed, 1 timed out, 2 skipped";
        assert_eq!(Counts::of_line(nextest), Counts { passed: 6, failed: 2, skipped: 2 });
        let cargo = "test result: FAILED. 5 passed; 1 failed; 3 ignored; 0 measured; 0 filtered out; finished in 0.10s";
        assert_eq!(Counts::of_line(cargo), Counts { passed: 5, failed: 1, skipped: 3 });
        assert_eq!(Counts::of_line("    test result: FAILED. 0 passed; 1 failed; 0 ignored"), Counts::default());
        assert_eq!(Counts::of_line("I saw that 3 passed; 2 failed"), Counts::default());
    }
}
