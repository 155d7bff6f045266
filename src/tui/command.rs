//! The table of commands.

/// The keys of the dashboard as a table in Markdown.
pub fn keys_markdown() -> String {
    String::new()
}
