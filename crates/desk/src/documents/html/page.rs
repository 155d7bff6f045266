//! Shared parts of the pages.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment};
use serde::Serialize;

use crate::documents::error::DocumentError;
use charter::untrusted::Untrusted;

/// The template escapes every text.
pub(crate) fn render(template: &str, with: &impl Serialize) -> Result<String, DocumentError> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    Ok(environment.render_str(template, Serde(with))?)
}

pub(super) fn to_html(text: &Untrusted) -> String {
    text.clean_for_html()
}

/// For tests: tags that are not closed, or closed without being open.
#[cfg(test)]
pub(crate) fn unclosed_tags(page: &str) -> Vec<String> {
    let mut open: Vec<String> = Vec::new();
    for part in page.split('<').skip(1) {
        let Some((tag, _)) = part.split_once('>') else { return vec![format!("<{part}")] };
        let name = tag.trim_start_matches('/').split([' ', '\n']).next().unwrap_or_default().to_owned();
        if tag.starts_with('!') || tag.ends_with('/') {
            continue;
        }
        if !tag.starts_with('/') {
            open.push(name);
        } else if open.pop().as_ref() != Some(&name) {
            return vec![format!("</{name}>")];
        }
    }
    open
}
