//! Starts the child, reads its messages, describes how it ended.

use std::io::{self, BufRead, BufReader, Read};
use std::marker::PhantomData;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Hidden subcommand that reads a file.
pub(super) const READ_FILE_SUBCOMMAND: &str = "__read-file";

/// Longest line from the child, in bytes; longer than any message.
const MAX_LINE_BYTES: u64 = 32 << 20;

/// Limit of the error output that is kept when the child crashes.
const MAX_STDERR_BYTES: u64 = 4 << 10;

/// The program to start as the child: this one.
#[derive(Clone, Debug)]
pub struct SandboxedReader {
    program: PathBuf,
}

impl SandboxedReader {
    pub fn new(program: PathBuf) -> Self {
        Self { program }
    }

    /// Starts a child that reads files one after the other. Paths are arguments, because they need not be UTF-8 and the
    /// request is JSON.
    ///
    /// # Errors
    /// The child cannot be started.
    pub fn read<M: DeserializeOwned>(
        &self,
        paths: &[&Path],
        request: &impl Serialize,
    ) -> io::Result<ReaderMessages<M>> {
        let mut child = Command::new(&self.program)
            .args([READ_FILE_SUBCOMMAND, "--"])
            .args(paths)
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let (input, output) = (child.stdin.take(), child.stdout.take());
        let (Some(input), Some(output)) = (input, output) else {
            return Err(io::Error::other("the child has no pipes"));
        };
        let mut messages = ReaderMessages {
            child,
            lines: BufReader::new(output),
            line: Vec::new(),
            failure: None,
            message: PhantomData,
        };
        if let Err(error) = serde_json::to_writer(input, request) {
            messages.stop();
            return Err(error.into());
        }
        Ok(messages)
    }
}

/// Messages of the child, as they arrive. Dropping them ends the child.
pub struct ReaderMessages<M> {
    child: Child,
    lines: BufReader<ChildStdout>,
    line: Vec<u8>,
    failure: Option<String>,
    message: PhantomData<M>,
}

impl<M> ReaderMessages<M> {
    /// Why reading broke off, as the end of a sentence; `None` if the child finished. Call it when no messages are left.
    pub fn failure(&mut self) -> Option<String> {
        if let Some(broke) = self.failure.take() {
            return Some(broke);
        }
        let mut stderr = String::new();
        if let Some(talk) = self.child.stderr.as_mut() {
            let mut bytes = Vec::new();
            let _ = talk.take(MAX_STDERR_BYTES).read_to_end(&mut bytes);
            stderr = String::from_utf8_lossy(&bytes).into_owned();
        }
        match self.child.wait() {
            Ok(status) if status.success() => None,
            Ok(status) => Some(describe_exit(status, &stderr)),
            Err(error) => Some(format!("how its reader ended could not be told ({error})")),
        }
    }

    fn stop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    fn read_line(&mut self) -> io::Result<bool> {
        self.line.clear();
        let read = self.lines.by_ref().take(MAX_LINE_BYTES).read_until(b'\n', &mut self.line)?;
        Ok(read > 0 && self.line.last() == Some(&b'\n'))
    }
}

impl<M: DeserializeOwned> Iterator for ReaderMessages<M> {
    type Item = M;

    fn next(&mut self) -> Option<M> {
        if self.failure.is_some() {
            return None;
        }
        // An incomplete line means that the child was stopped or wrote more than any message.
        let whole = self.read_line().unwrap_or(false);
        if !whole {
            if self.line.len() as u64 == MAX_LINE_BYTES {
                self.stop();
                self.failure = Some("more came out of it than any mail or row holds".to_owned());
            }
            return None;
        }
        match serde_json::from_slice(&self.line) {
            Ok(message) => Some(message),
            Err(error) => {
                self.stop();
                self.failure = Some(format!("its reader wrote what is no piece of it ({error})"));
                None
            }
        }
    }
}

impl<M> Drop for ReaderMessages<M> {
    fn drop(&mut self) {
        self.stop();
    }
}

/// How the child ended, as the end of a sentence.
fn describe_exit(status: ExitStatus, stderr: &str) -> String {
    let first = stderr.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    if stderr.contains("memory allocation") || stderr.contains("out of memory") || stderr.contains("capacity overflow")
    {
        return "reading it takes more memory than a file may take here".to_owned();
    }
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
        return match signal {
            libc::SIGXCPU => "reading it takes longer than a file may take here".to_owned(),
            libc::SIGKILL | libc::SIGSEGV | libc::SIGBUS => "its reader was ended while it read it".to_owned(),
            other => format!("its reader broke on it (signal {other})"),
        };
    }
    if first.is_empty() { format!("its reader ended early ({status})") } else { format!("it cannot be read ({first})") }
}
