//! The dashboard.

pub mod command;

/// Runs the dashboard until the user leaves it.
pub fn run(_session: crate::session::Session) -> anyhow::Result<()> {
    anyhow::bail!("the dashboard is not built yet; `charterdesk list` prints the same")
}
