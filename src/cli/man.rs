//! `man`.
use super::failure::Failure;
use super::out::Out;
/// Prints the manual page.
pub fn run(_out: &mut Out) -> Result<(), Failure> {
    Ok(())
}
