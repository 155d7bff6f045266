//! The form that asks for the files to import.

use desk::records::FieldReader;

use crate::tui::forms::field::Field;
use crate::tui::forms::form::{Form, FormContext};
use crate::tui::forms::purpose::Purpose;

pub fn open(context: &FormContext<'_>) -> Form {
    let hint = "a .mbox file, a folder, a sheet; Ctrl-J starts a new line";
    let columns = vec![ASK.to_owned(), ASK_AGAIN.to_owned()];
    let columns = Field::choice("columns", "columns", columns, ASK);
    let fields = vec![Field::text("files", "files", "", hint), columns.optional()];
    let about = vec![
        "E-mails (.eml, .mbox, .msg) and sheets (.csv, .xlsx, .ods), or folders of them: one per line, typed or \
         dropped here."
            .to_owned(),
        "The files are not changed. Replies imported before are not imported twice; u undoes the import.".to_owned(),
    ];
    Form::new(Purpose::Import, "Import replies".to_owned(), Vec::new(), context.round.id, fields).about(about)
}

/// Asks only about unconfirmed columns.
const ASK: &str = "ask about new sheets only";

/// Asks about confirmed columns again.
const ASK_AGAIN: &str = "check all again";

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportRequest {
    /// Unquoted paths.
    pub paths: Vec<String>,
    /// Whether confirmed columns are asked about again.
    pub include_confirmed: bool,
}

pub fn read(reader: &mut FieldReader<'_>) -> ImportRequest {
    let paths = paths(reader.value("files"), cfg!(not(windows)));
    if paths.is_empty() {
        reader.refuse("files", "give a file or a folder: type its path, or drag it onto this window");
    }
    ImportRequest { paths, include_confirmed: reader.value("columns") == ASK_AGAIN }
}

/// Parses paths, one a line or as terminals write dropped files: quoted, with backslash escapes, several on a line.
/// `escapes`: a backslash is an escape here, not part of a path.
fn paths(text: &str, escapes: bool) -> Vec<String> {
    let mut paths = Vec::new();
    for line in text.lines() {
        let mut rest = line.trim();
        while !rest.is_empty() {
            let (path, after) = first_path(rest, escapes);
            paths.extend(Some(path).filter(|path| !path.is_empty()));
            rest = after.trim_start();
        }
    }
    paths
}

/// Splits the first path off a line. A space belongs to the path unless another path starts after it.
fn first_path(line: &str, escapes: bool) -> (String, &str) {
    let mut path = String::new();
    // In shell syntax a quote within a path is a quote, otherwise an apostrophe.
    let mut shell = line.starts_with(['"', '\'']);
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        match c {
            '"' | '\'' if shell && let Some((quoted, after_quote)) = after.split_once(c) => {
                path.push_str(quoted);
                rest = after_quote;
                continue;
            }
            '\\' if escapes && let Some(escaped) = after.chars().next() => {
                path.push(escaped);
                shell = true;
                rest = &after[escaped.len_utf8()..];
                continue;
            }
            ' ' if starts_a_path(after.trim_start()) => return (path, after),
            _ => path.push(c),
        }
        rest = after;
    }
    (path.trim_end().to_owned(), rest)
}

fn starts_a_path(text: &str) -> bool {
    text.is_empty() || text.starts_with(['/', '"', '\'']) || text.starts_with("~/")
}

#[cfg(test)]
mod tests {
    use super::paths;
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};
    use rstest::rstest;

    #[rstest]
    #[case("", &[])]
    #[case(" \n\n ", &[])]
    #[case("/a/replies.mbox", &["/a/replies.mbox"])]
    #[case("one.eml\n  two.eml \r\n", &["one.eml", "two.eml"])]
    #[case("/a/My replies.mbox", &["/a/My replies.mbox"])]
    #[case("'/a/My replies.mbox'", &["/a/My replies.mbox"])]
    #[case("\"/a/My replies.mbox\" ", &["/a/My replies.mbox"])]
    #[case(r"/a/My\ replies.mbox", &["/a/My replies.mbox"])]
    #[case("'/a/one.eml' '/a/two b.eml'", &["/a/one.eml", "/a/two b.eml"])]
    #[case(r"/a/one\ b.eml /a/two.eml ~/three.eml", &["/a/one b.eml", "/a/two.eml", "~/three.eml"])]
    #[case(r"'/a/the clerk'\''s.eml'", &["/a/the clerk's.eml"])]
    #[case("/a/the clerk's mails", &["/a/the clerk's mails"])]
    #[case("/a/the clerks' mails", &["/a/the clerks' mails"])]
    #[case("'unclosed.eml", &["'unclosed.eml"])]
    #[case("~", &["~"])]
    #[case("''", &[])]
    fn reads_typed_and_dropped_paths(#[case] text: &str, #[case] expected: &[&str]) {
        assert_eq!(paths(text, true), expected);
    }

    #[test]
    fn a_backslash_is_part_of_a_path_where_it_divides_folders() {
        assert_eq!(paths(r"D:\mails\My replies.mbox", false), [r"D:\mails\My replies.mbox"]);
        assert_eq!(paths("\"D:\\My mails\\a.eml\" \"D:\\b.eml\"", false), [r"D:\My mails\a.eml", r"D:\b.eml"]);
    }

    proptest! {
        #[test]
        fn ends_and_gives_no_blank_path(text in "[ a/'\"\\\\~\n\u{e9}]{0,40}", escapes: bool) {
            prop_assert!(paths(&text, escapes).iter().all(|path| !path.is_empty()));
        }

        #[test]
        fn shell_quoted_paths_round_trip(path in "/[a-zA-Z0-9 '\"\\\\\u{e9}]{0,20}[a-z]") {
            let quoted = format!("'{}'", path.replace('\'', r"'\''"));
            prop_assert_eq!(paths(&quoted, true), vec![path]);
        }
    }
}
