//! Limits of the child process.

#[cfg(unix)]
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
#[cfg(unix)]
use rustix::time::{ClockId, clock_gettime};

/// Memory in bytes: some hundred times the need of the largest mail.
#[cfg(unix)]
const MAX_MEMORY_BYTES: u64 = 768 << 20;

/// CPU seconds for one mail or row.
#[cfg(unix)]
const MAX_CPU_SECONDS: u64 = 20;

/// Limits this process to what reading a file needs: bounds memory, forbids writing files and core dumps. The limits cannot
/// be lifted again.
///
/// Systems other than Unix have none; a crash still ends only the child process.
///
/// # Errors
/// The system refuses a limit.
#[cfg(unix)]
pub fn apply_limits() -> std::io::Result<()> {
    set_limit(Resource::As, MAX_MEMORY_BYTES)?;
    set_limit(Resource::Fsize, 0)?;
    set_limit(Resource::Core, 0)?;
    // The file and the three standard streams. Open files stay open.
    set_limit(Resource::Nofile, 16)?;
    extend_cpu_limit()
}

/// Sets a limit for good, or keeps a lower one that the parent set, because no process may raise its own.
#[cfg(unix)]
fn set_limit(resource: Resource, limit: u64) -> std::io::Result<()> {
    let limit = getrlimit(resource).maximum.map_or(limit, |lower| lower.min(limit));
    Ok(setrlimit(resource, Rlimit { current: Some(limit), maximum: Some(limit) })?)
}

#[cfg(not(unix))]
pub fn apply_limits() -> std::io::Result<()> {
    Ok(())
}

/// Grants CPU time for the next mail or row, whatever earlier ones used: a large file takes long and is no fault.
#[cfg(unix)]
pub fn extend_cpu_limit() -> std::io::Result<()> {
    let used = u64::try_from(clock_gettime(ClockId::ProcessCPUTime).tv_sec).unwrap_or(0);
    let maximum = getrlimit(Resource::Cpu).maximum;
    let current = maximum.map_or(used + MAX_CPU_SECONDS, |lower| lower.min(used + MAX_CPU_SECONDS));
    Ok(setrlimit(Resource::Cpu, Rlimit { current: Some(current), maximum })?)
}

#[cfg(not(unix))]
pub fn extend_cpu_limit() -> std::io::Result<()> {
    Ok(())
}
