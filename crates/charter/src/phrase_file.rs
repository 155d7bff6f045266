//! Files of phrases: one a line below `[section]`; `#` begins a comment.

/// The lines below a heading such as `[from]`, up to the next one. Evaluated by the compiler, because mails are compared with
/// hundreds of phrases each. Blank if the file has no such heading.
pub const fn section(file: &'static str, heading: &str) -> &'static str {
    let (bytes, heading) = (file.as_bytes(), heading.as_bytes());
    let mut at = 0;
    while at < bytes.len() {
        if starts_line(bytes, at) && is_at(bytes, at, heading) {
            let from = at + heading.len();
            let mut until = from;
            while until < bytes.len() && !(bytes[until] == b'[' && starts_line(bytes, until)) {
                until += 1;
            }
            let (before, _) = file.split_at(until);
            let (_, section) = before.split_at(from);
            return section;
        }
        at += 1;
    }
    ""
}

const fn starts_line(bytes: &[u8], at: usize) -> bool {
    at == 0 || bytes[at - 1] == b'\n'
}

const fn is_at(bytes: &[u8], at: usize, heading: &[u8]) -> bool {
    let mut index = 0;
    while index < heading.len() {
        if at + index >= bytes.len() || bytes[at + index] != heading[index] {
            return false;
        }
        index += 1;
    }
    true
}

/// The phrases of a section.
pub fn phrases(section: &'static str) -> impl Iterator<Item = &'static str> {
    section.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::{phrases, section};
    use rstest::rstest;

    const FILE: &str = "# [a]\n[a]\none\n# no\n\ntwo [a]\n[b]\nthree\n";

    #[rstest]
    #[case("[a]", &["one", "two [a]"])]
    #[case("[b]", &["three"])]
    #[case("[c]", &[])]
    fn sections(#[case] heading: &str, #[case] expected: &[&str]) {
        assert_eq!(phrases(section(FILE, heading)).collect::<Vec<_>>(), expected);
    }
}
