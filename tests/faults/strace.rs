//! Places faults at system calls, with `strace`.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;

use crate::table;

/// Calls that change files and folders, or open them for that.
pub const FILE_CALLS: &[&str] = &[
    "openat",
    "pwrite64",
    "pwritev",
    "write",
    "writev",
    "fsync",
    "fdatasync",
    "ftruncate",
    "unlink",
    "unlinkat",
    "link",
    "linkat",
    "rename",
    "renameat",
    "renameat2",
    "mkdir",
    "mkdirat",
    "chmod",
    "fchmod",
    "copy_file_range",
    "sendfile",
];

/// Why `strace` can't be used here; `None` if it can.
fn unusable() -> Option<String> {
    match Command::new("strace").args(["-o", "/dev/null", "-e", "inject=close:error=EIO:when=9999", "true"]).output() {
        Ok(output) if output.status.success() => None,
        Ok(output) => Some(format!("strace may not trace: {}", String::from_utf8_lossy(&output.stderr).trim())),
        Err(error) => Some(format!("strace cannot be started: {error}")),
    }
}

/// Whether `strace` can be used here.
pub fn is_usable() -> bool {
    unusable().is_none()
}

/// Whether to skip faults because `strace` can't be used. Prints the reason.
///
/// # Panics
/// If the suite's variable is set: then nothing may be skipped.
pub fn skip_without_strace(kind: &'static str) -> bool {
    let Some(why) = unusable() else { return false };
    assert!(
        std::env::var_os(table::SCALE_VARIABLE).is_none(),
        "{} is set, but {why}; apt-get install strace",
        table::SCALE_VARIABLE
    );
    // Not by println: the test runner hides it when a test passes.
    let _ = writeln!(
        std::io::stderr(),
        "SKIPPED: {kind}: {why}\nTo have it done: apt-get install strace, and allow ptrace"
    );
    table::skipped(kind, &why);
    true
}

/// A system call in a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The name, such as `pwrite64`.
    pub name: String,
    /// The number for `when=`: it counts the calls of this name in one task, from 1.
    pub number: usize,
    /// The arguments with the paths of descriptors, and the result.
    pub text: String,
}

/// Which tasks `strace` follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Follow {
    /// The program's first thread, which writes to the database.
    FirstThread,
    /// All threads and child processes.
    All,
}

fn strace(follow: Follow, log: &Path, more: &[String]) -> Vec<String> {
    // Faster, because calls that aren't traced don't stop; but strace 6.1 then sends no signal.
    let quick = !more.iter().any(|rule| rule.contains("signal="));
    let follow: &[&str] = match (follow, quick) {
        (Follow::FirstThread, _) => &[],
        (Follow::All, true) => &["-f", "--seccomp-bpf"],
        (Follow::All, false) => &["-f"],
    };
    let log = log.display().to_string();
    let own = [&["strace"], follow, &["-qq", "-y", "-s", "300", "-o", &log]].concat();
    own.into_iter().map(str::to_owned).chain(more.iter().cloned()).collect()
}

/// Command prefix that writes a log of `calls`. A call that this machine doesn't have is left out.
pub fn logging(follow: Follow, calls: &[&str], log: &Path) -> Vec<String> {
    let calls: Vec<String> = calls.iter().map(|call| format!("?{call}")).collect();
    strace(follow, log, &["-e".to_owned(), format!("trace={}", calls.join(","))])
}

/// Command prefix that injects a fault, such as `signal=SIGKILL:when=3` or `error=EIO:when=3+`.
pub fn injecting(follow: Follow, faults: &[(&str, String)], log: &Path) -> Vec<String> {
    let calls: Vec<&str> = faults.iter().map(|(call, _)| *call).collect();
    let trace = format!("trace={}", calls.join(","));
    let rules = faults.iter().map(|(call, fault)| format!("inject={call}:{fault}"));
    let options: Vec<String> = [trace].into_iter().chain(rules).flat_map(|rule| ["-e".to_owned(), rule]).collect();
    strace(follow, log, &options)
}

/// The calls in a log, numbered within each task.
pub fn calls_in(log: &Path) -> Vec<Call> {
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    let text = fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let call = |line: &str| {
        let (task, rest) = line.split_once(' ').filter(|(task, _)| task.parse::<u32>().is_ok()).unwrap_or(("", line));
        let (name, text) = rest.trim_start().split_once('(')?;
        let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        is_name.then(|| {
            let number = counts.entry((task.to_owned(), name.to_owned())).or_default();
            *number += 1;
            Call { name: name.to_owned(), number: *number, text: text.to_owned() }
        })
    };
    text.lines().filter_map(call).collect()
}

/// Whether a log shows an injected failure.
pub fn has_injected(log: &Path) -> bool {
    String::from_utf8_lossy(&fs::read(log).unwrap_or_default()).contains("(INJECTED)")
}

#[test]
fn calls_are_counted_in_each_task() {
    let folder = tempfile::tempdir().expect("a folder");
    let log = folder.path().join("log");
    fs::write(&log, "7 close(3</a>) = 0\n8 close(4) = 0\n7 close(5 <unfinished ...>\n7 <... close resumed>) = 0\n7 +++ exited with 0 +++\n")
        .expect("a log");
    let calls: Vec<(String, usize)> = calls_in(&log).into_iter().map(|call| (call.name, call.number)).collect();
    assert_eq!(calls, [("close".to_owned(), 1), ("close".to_owned(), 1), ("close".to_owned(), 2)]);
}
