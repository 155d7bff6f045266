//! Finds a category of the list by its name or the beginning of it.

use super::failure::Failure;

/// # Errors
/// None fits, or several do. The message lists all categories.
pub fn find(typed: &str, categories: &[String]) -> Result<String, Failure> {
    let wanted = typed.trim().to_lowercase();
    let is_begun = |name: &&String| !wanted.is_empty() && name.to_lowercase().starts_with(&wanted);
    let begun: Vec<&String> = categories.iter().filter(is_begun).collect();
    let exact: Option<&String> = categories.iter().find(|name| name.to_lowercase() == wanted);
    match (exact, begun.as_slice()) {
        (Some(one), _) => Ok(one.clone()),
        (None, [one]) => Ok((*one).clone()),
        _ => Err(Failure::Refused(format!(
            "--category: there is no category “{typed}”, or several begin like this. Nothing was changed; there are: {}",
            categories.join(", ")
        ))),
    }
}
