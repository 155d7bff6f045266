//! What the child may take of the machine.

/// The most memory of the child, in bytes: some hundred times what the largest mail that is taken whole needs.
#[cfg(unix)]
const MEMORY: u64 = 768 << 20;

/// The most time of a processor for one mail or row, in seconds.
#[cfg(unix)]
const SECONDS: u64 = 20;

/// Takes from this process what it does not need to read a file: more memory, files to write, a dump of its memory. The
/// limits hold until the process ends and cannot be lifted again.
///
/// On systems other than Unix there are none; the child is still another process, so that what breaks it breaks no more.
///
/// # Errors
/// If the system does not set them.
#[cfg(unix)]
pub(super) fn set() -> std::io::Result<()> {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let at_most = |n: u64| Rlimit { current: Some(n), maximum: Some(n) };
    setrlimit(Resource::As, at_most(MEMORY))?;
    setrlimit(Resource::Fsize, at_most(0))?;
    setrlimit(Resource::Core, at_most(0))?;
    // The file, and the three that every process has; what is open already stays open.
    setrlimit(Resource::Nofile, at_most(16))?;
    grant_time()
}

#[cfg(not(unix))]
pub(super) fn set() -> std::io::Result<()> {
    Ok(())
}

/// Grants the next mail or row its time, whatever was used before it: a large file takes long and is no fault.
#[cfg(unix)]
pub(super) fn grant_time() -> std::io::Result<()> {
    use rustix::process::{Resource, Rlimit, setrlimit};
    use rustix::time::{ClockId, clock_gettime};
    let used = u64::try_from(clock_gettime(ClockId::ProcessCPUTime).tv_sec).unwrap_or(0);
    setrlimit(Resource::Cpu, Rlimit { current: Some(used + SECONDS), maximum: None })?;
    Ok(())
}

#[cfg(not(unix))]
pub(super) fn grant_time() -> std::io::Result<()> {
    Ok(())
}
