//! A template: a subject line, a blank line, and the text, with named fields.

use super::error::LetterError;
use super::template_check::find_unknown;
use charter::letter::LetterKind;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    pub kind: LetterKind,
    /// For messages: `chase.txt`, or the path of the user's copy.
    pub name: String,
    pub(super) source: String,
}

pub(super) const SUBJECT: &str = "Subject:";

impl Template {
    /// # Errors
    ///
    /// It has no subject, an unknown field, or a mistake. The sentence names the line.
    pub fn new(kind: LetterKind, name: String, source: &str) -> Result<Self, LetterError> {
        let source = source.strip_prefix('\u{feff}').unwrap_or(source).replace("\r\n", "\n");
        let wrong = |line: usize, why: String| LetterError::Template(format!("{name}, line {line}: {why}"));
        let mut lines = source.lines();
        if !lines.next().is_some_and(|line| line.starts_with(SUBJECT)) {
            return Err(wrong(1, "a template begins with a line such as “Subject: Policing priorities”".to_owned()));
        }
        if lines.next().is_some_and(|line| !line.trim().is_empty()) {
            return Err(wrong(2, "a blank line follows the subject".to_owned()));
        }
        if let Some((line, field)) = find_unknown(&source) {
            return Err(wrong(line, format!("there is no field “{field}”; `charterdesk letters fields` lists them")));
        }
        let template = Self { kind, name, source };
        super::render::check_syntax(&template)?;
        Ok(template)
    }
}
