//! What the pages have in common.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment};
use serde::Serialize;

use charter::untrusted::Untrusted;

/// How every page begins.
pub const DOCTYPE: &str = "<!DOCTYPE html>";

/// Fills a template; every text is escaped.
///
/// # Errors
/// A sentence, if the template and what it is filled with do not go together, which is a mistake of the program.
pub(super) fn render(template: &str, with: &impl Serialize) -> Result<String, String> {
    let mistake = |error: minijinja::Error| {
        format!("the page could not be made ({error}). Nothing was changed; please report this")
    };
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build().map_err(mistake)?);
    environment.render_str(template, Serde(with)).map_err(mistake)
}

/// A text as the page shows it.
pub(super) fn to_html(text: &Untrusted) -> String {
    text.clean_for_html()
}

/// The tags of a page that are not closed, or closed and not open: none in a page that is whole.
#[cfg(test)]
pub(super) fn unclosed_tags(page: &str) -> Vec<String> {
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
