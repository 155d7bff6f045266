//! System calls for which the standard library has no safe wrapper. All `unsafe` code of the harness is in this file.

#![expect(unsafe_code, reason = "poll, kill and borrowing the pty's descriptor have no safe equivalent in std")]

use std::fs::File;
use std::io;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, RawFd};

/// Duplicates the descriptor of the pty's master side.
///
/// portable-pty's own writer types a newline and Ctrl-D when it is dropped. A terminal that vanishes doesn't press
/// keys, so the harness reads and writes through plain files instead.
pub fn duplicate(master: RawFd) -> io::Result<File> {
    // SAFETY: the caller holds the pty open during this call, so the descriptor is valid and stays so.
    let borrowed = unsafe { BorrowedFd::borrow_raw(master) };
    Ok(File::from(borrowed.try_clone_to_owned()?))
}

/// What ended a wait on the pty.
#[derive(Debug, PartialEq, Eq)]
pub enum Woken {
    /// There is something to read, or the other side has closed.
    Output,
    /// The other end of `stop` was closed.
    Stop,
}

/// Blocks until `pty` can be read or `stop` has lost its writer.
pub fn wait_readable(pty: &impl AsFd, stop: &impl AsFd) -> io::Result<Woken> {
    let mut polled = [poll_for_input(pty), poll_for_input(stop)];
    loop {
        // SAFETY: `polled` is a valid array of two entries, and both descriptors are borrowed for the whole call.
        let ready = unsafe { libc::poll(polled.as_mut_ptr(), 2, -1) };
        if ready > 0 {
            let woken = if polled[1].revents == 0 { Woken::Output } else { Woken::Stop };
            return Ok(woken);
        }
        let error = io::Error::last_os_error();
        if error.kind() != io::ErrorKind::Interrupted {
            return Err(error);
        }
    }
}

/// Whether input waits in `terminal` that the program has not read yet.
///
/// On the program's side of a pty, `poll` first makes the kernel deliver what was written on the other side. So after a
/// write, "nothing waits" means "was read" and never "has not arrived".
pub fn input_waits(terminal: &impl AsFd) -> io::Result<bool> {
    let mut polled = poll_for_input(terminal);
    // SAFETY: one valid entry, whose descriptor is borrowed for the whole call; a timeout of 0 never blocks.
    match unsafe { libc::poll(&raw mut polled, 1, 0) } {
        -1 => Err(io::Error::last_os_error()),
        _ => Ok(polled.revents & libc::POLLIN != 0),
    }
}

/// Sends a signal to one process.
pub fn send_signal(pid: i32, signal: i32) -> io::Result<()> {
    assert!(pid > 1, "refusing to signal process {pid}");
    // SAFETY: kill takes two integers and touches no memory of ours.
    match unsafe { libc::kill(pid, signal) } {
        0 => Ok(()),
        _ => Err(io::Error::last_os_error()),
    }
}

fn poll_for_input(file: &impl AsFd) -> libc::pollfd {
    libc::pollfd { fd: file.as_fd().as_raw_fd(), events: libc::POLLIN, revents: 0 }
}
