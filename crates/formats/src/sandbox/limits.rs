//! What the child may take of the machine.

#[cfg(unix)]
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
#[cfg(unix)]
use rustix::time::{ClockId, clock_gettime};

/// The most memory of the child, in bytes: some hundred times what the largest mail that is taken whole needs.
#[cfg(unix)]
const MAX_MEMORY_BYTES: u64 = 768 << 20;

/// The most time of a processor for one mail or row, in seconds.
#[cfg(unix)]
const MAX_CPU_SECONDS: u64 = 20;

/// Takes from this process what it does not need to read a file: more memory, files to write, a dump of its memory. The
/// limits hold until the process ends and cannot be lifted again.
///
/// On systems other than Unix there are none; the child is still another process, so that what breaks it breaks no more.
///
/// # Errors
/// If the system does not set them.
#[cfg(unix)]
pub fn apply_limits() -> std::io::Result<()> {
    set_limit(Resource::As, MAX_MEMORY_BYTES)?;
    set_limit(Resource::Fsize, 0)?;
    set_limit(Resource::Core, 0)?;
    // The file, and the three that every process has; what is open already stays open.
    set_limit(Resource::Nofile, 16)?;
    extend_cpu_limit()
}

/// Sets a limit for good. Where whoever started the program set a lower one, that stands: no process may raise its own.
#[cfg(unix)]
fn set_limit(resource: Resource, most: u64) -> std::io::Result<()> {
    let most = getrlimit(resource).maximum.map_or(most, |lower| lower.min(most));
    Ok(setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) })?)
}

#[cfg(not(unix))]
pub fn set() -> std::io::Result<()> {
    Ok(())
}

/// Grants the next mail or row its time, whatever was used before it: a large file takes long and is no fault.
#[cfg(unix)]
pub fn extend_cpu_limit() -> std::io::Result<()> {
    let used = u64::try_from(clock_gettime(ClockId::ProcessCPUTime).tv_sec).unwrap_or(0);
    let maximum = getrlimit(Resource::Cpu).maximum;
    let current = maximum.map_or(used + MAX_CPU_SECONDS, |lower| lower.min(used + MAX_CPU_SECONDS));
    Ok(setrlimit(Resource::Cpu, Rlimit { current: Some(current), maximum })?)
}

#[cfg(not(unix))]
pub fn grant_time() -> std::io::Result<()> {
    Ok(())
}
