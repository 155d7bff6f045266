//! Finds names in a template that are no fields, with their line.

use std::collections::BTreeSet;

use super::fields::{COUNCIL_FIELDS, LISTS, MAIL_FIELDS};

/// Words of the template language.
const WORDS: [&str; 19] = [
    "if", "elif", "else", "endif", "for", "in", "endfor", "not", "and", "or", "is", "set", "defined", "loop", "true",
    "false", "raw", "endraw", "none",
];

/// The line and the name of the first unknown field.
pub(super) fn find_unknown(source: &str) -> Option<(usize, String)> {
    let mut bound: BTreeSet<String> = BTreeSet::new();
    for (index, line) in source.lines().enumerate() {
        let mut rest = line;
        while let Some(start) = rest.find("{{").into_iter().chain(rest.find("{%")).min() {
            let is_statement = rest[start..].starts_with("{%");
            let inside = &rest[start + 2..];
            let end = inside.find(if is_statement { "%}" } else { "}}" }).unwrap_or(inside.len());
            let words = names(&inside[..end]);
            if let [word, name, ..] = words.as_slice()
                && is_statement
                && (word == "for" || word == "set")
            {
                bound.insert(name.clone());
            }
            if let Some(name) = words.iter().find(|name| !is_known(name, &bound)) {
                return Some((index + 1, name.clone()));
            }
            rest = &inside[end..];
        }
    }
    None
}

/// Names with their dots, without texts in quotes, numbers and filters.
fn names(inside: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut quote = None;
    let mut name = String::new();
    let mut is_filter = false;
    for c in inside.chars().chain([' ']) {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if c.is_alphanumeric() || matches!(c, '_' | '.') => name.push(c),
            None => {
                if !name.is_empty() && !name.starts_with(|c: char| c.is_ascii_digit()) && !is_filter {
                    names.push(std::mem::take(&mut name));
                }
                if !name.is_empty() || !c.is_whitespace() {
                    is_filter = c == '|';
                }
                name.clear();
                quote = matches!(c, '"' | '\'').then_some(c);
            }
        }
    }
    names
}

fn is_known(name: &str, bound: &BTreeSet<String>) -> bool {
    let has = |list: &[(&str, &str)], name: &str| list.iter().any(|(known, _)| *known == name);
    match name.split_once('.') {
        Some(("loop", _)) => true,
        Some((owner, field)) => bound.contains(owner) && (has(COUNCIL_FIELDS, field) || has(&LISTS[1..], field)),
        None => WORDS.contains(&name) || bound.contains(name) || has(MAIL_FIELDS, name) || has(&LISTS[..1], name),
    }
}

#[cfg(test)]
mod tests {
    use super::find_unknown;
    use rstest::rstest;

    #[rstest]
    #[case("Subject: {{ council_names }}\n\n{% for council in councils %}{{ council.name }}{% endfor %}", None)]
    #[case("{% if loop.index == 2 and not announcement %}{{ round|upper }}{% endif %}", None)]
    #[case("{{ \"deadlin\" }} {{ deadline | default('x y') }}", None)]
    #[case("a\nb {{ deadlin }}", Some((2, "deadlin")))]
    #[case("{% if deadlin %}x{% endif %}", Some((1, "deadlin")))]
    #[case("{% for council in councils %}\n{{ council.nam }}\n{% endfor %}", Some((2, "council.nam")))]
    #[case("{{ council.name }}", Some((1, "council.name")))]
    #[case("{{ salutation.name }}", Some((1, "salutation.name")))]
    fn unknown_names_are_found_with_their_line(#[case] source: &str, #[case] expected: Option<(usize, &str)>) {
        assert_eq!(find_unknown(source), expected.map(|(line, name)| (line, name.to_owned())));
    }
}
