//! What Linux tells about a running process.

use std::fs;
use std::path::Path;

/// Resident memory now, in MB.
pub fn resident(pid: i32) -> f64 {
    field(Path::new(&format!("/proc/{pid}/status")), "VmRSS").map_or(f64::NAN, megabytes)
}

/// The most that resident memory has been, in MB.
pub fn resident_peak(pid: i32) -> f64 {
    field(Path::new(&format!("/proc/{pid}/status")), "VmHWM").map_or(f64::NAN, megabytes)
}

/// How often any thread of the process has gone to sleep, since each began. A thread that sleeps on doesn't count, so
/// between two calls this is how often the process woke up.
pub fn sleeps(pid: i32) -> u64 {
    let threads = fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
    threads.filter_map(|thread| field(&thread.path().join("status"), "voluntary_ctxt_switches")).sum()
}

fn megabytes(kibibytes: u64) -> f64 {
    kibibytes as f64 * 1024.0 / 1e6
}

fn field(status: &Path, name: &str) -> Option<u64> {
    let status = fs::read_to_string(status).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
    line.split_whitespace().next()?.parse().ok()
}
