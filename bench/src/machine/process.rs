use std::fs;
use std::time::Duration;

/// The kernel counts a process's CPU time in hundredths of a second (USER_HZ, fixed at 100 towards programs on Linux).
const TICK: Duration = Duration::from_millis(10);

/// What a process has used so far and holds now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// CPU time of all its threads, in its own code and in the kernel.
    pub cpu: Duration,
    pub resident_bytes: u64,
    /// The most it ever held.
    pub peak_resident_bytes: u64,
    /// Bytes it caused to be written to disk.
    pub written_bytes: u64,
}

/// Reads a running process; `None` when there is none with this number.
pub fn usage(pid: u32) -> Option<Usage> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    // Unreadable for another user's process; then it stays 0.
    let io = fs::read_to_string(format!("/proc/{pid}/io")).unwrap_or_default();
    Some(Usage {
        cpu: cpu_of(&stat)?,
        resident_bytes: field(&status, "VmRSS:")?.saturating_mul(1024),
        peak_resident_bytes: field(&status, "VmHWM:")?.saturating_mul(1024),
        written_bytes: field(&io, "write_bytes:").unwrap_or(0),
    })
}

/// CPU time of the calling thread, to the nanosecond.
pub fn thread_cpu() -> Duration {
    let text = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    Duration::from_nanos(text.split(' ').next().and_then(|first| first.parse().ok()).unwrap_or(0))
}

/// User and system time out of `/proc/PID/stat`; the name in parentheses may itself hold spaces and parentheses.
fn cpu_of(stat: &str) -> Option<Duration> {
    let (_, after_name) = stat.rsplit_once(')')?;
    let mut fields = after_name.split_ascii_whitespace().skip(11);
    let user: u32 = fields.next()?.parse().ok()?;
    let system: u32 = fields.next()?.parse().ok()?;
    Some(TICK * user.checked_add(system)?)
}

fn field(text: &str, name: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_ascii_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_times_behind_a_name_with_spaces() {
        let stat = "7 (a ) b (c) S 1 7 7 0 -1 4194560 100 0 0 0 250 50 0 0 20 0 1 0 5 1 1";
        assert_eq!(cpu_of(stat), Some(Duration::from_secs(3)));
    }

    #[test]
    fn this_process_uses_memory_and_time() {
        let used = usage(std::process::id()).unwrap();
        assert!(used.resident_bytes > 100_000 && used.peak_resident_bytes >= used.resident_bytes);
        let before = thread_cpu();
        let mut sum = 0_u64;
        for n in 0..3_000_000_u64 {
            sum = std::hint::black_box(sum ^ n);
        }
        assert!(thread_cpu() > before, "{sum}");
        assert_eq!(usage(0), None);
    }
}
