//! Subcommands of the program on a database of their own, each with its time and its memory.

use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use tempfile::TempDir;

/// A new database in a folder that goes with it.
pub struct Desk {
    folder: TempDir,
}

impl Desk {
    pub fn new() -> Result<Self, String> {
        Ok(Self { folder: TempDir::new().map_err(|error| error.to_string())? })
    }

    /// In the folder of the database.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn database(&self) -> PathBuf {
        self.path("desk.db")
    }

    /// Writes a file into the folder, and gives its path.
    pub fn write(&self, name: &str, text: &str) -> Result<String, String> {
        let path = self.path(name);
        fs::write(&path, text).map_err(|error| error.to_string())?;
        Ok(path.display().to_string())
    }

    /// Seconds, and megabytes at the peak.
    pub fn run(&self, words: &[&str]) -> Result<(f64, f64), String> {
        let begin = Instant::now();
        let program = Command::new(env!("CARGO_BIN_EXE_charterdesk"))
            .arg("--database")
            .arg(self.database())
            .args(words)
            .env("HOME", self.folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(fs::File::create(self.path("stderr")).map_err(|error| error.to_string())?)
            .spawn()
            .map_err(|error| error.to_string())?;
        let (succeeded, megabytes) = wait(program)?;
        let seconds = begin.elapsed().as_secs_f64();
        match succeeded {
            true => Ok((seconds, megabytes)),
            false => Err(fs::read_to_string(self.path("stderr")).unwrap_or_default()),
        }
    }
}

/// Whether it succeeded, and its memory at the peak.
#[cfg(unix)]
#[allow(unsafe_code, reason = "only wait4 gives the memory of one child")]
fn wait(program: Child) -> Result<(bool, f64), String> {
    let mut status = 0;
    // SAFETY: both pointers are of this function, and zeroes are a valid rusage.
    let (ended, usage) = unsafe {
        let mut usage: libc::rusage = std::mem::zeroed();
        (libc::wait4(i32::try_from(program.id()).unwrap_or(0), &raw mut status, 0, &raw mut usage), usage)
    };
    if ended < 0 {
        return Err("the program could not be waited for".to_owned());
    }
    Ok((libc::WIFEXITED(status) && libc::WEXITSTATUS(status) == 0, usage.ru_maxrss as f64 / 1024.0))
}

/// Elsewhere nothing tells the memory of a child that has ended.
#[cfg(not(unix))]
fn wait(mut program: Child) -> Result<(bool, f64), String> {
    program.wait().map(|status| (status.success(), f64::NAN)).map_err(|error| error.to_string())
}
