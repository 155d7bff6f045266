//! Figures about a running process, from Linux.

use std::fs;
use std::path::Path;

/// Resident memory in MB.
pub fn resident(pid: i32) -> f64 {
    field(Path::new(&format!("/proc/{pid}/status")), "VmRSS").map_or(f64::NAN, megabytes)
}

/// Peak resident memory in MB.
pub fn resident_peak(pid: i32) -> f64 {
    field(Path::new(&format!("/proc/{pid}/status")), "VmHWM").map_or(f64::NAN, megabytes)
}

/// Voluntary context switches of all threads. A sleeping thread adds none, so the difference between two calls is the
/// number of wake-ups.
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
