//! Where the reply ends and the quoted letter begins.
//!
//! `files/quotes/` has a corpus: `before.txt` was written before the reader was changed for it, `after.txt` and `later.txt`
//! afterwards. A text of
//! the kind "html" is the HTML part of its mail. Behind `== own` stands what the sender wrote.

use rstest::rstest;

use crate::corpus::{Score, cases, file, read_one};

fn own_text(name: &str, mail: &[u8]) -> String {
    words(read_one(name, mail).text.raw())
}

/// Lines without the white space at their ends, and without empty lines.
fn words(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

#[rstest]
#[case("quotes/before.txt")]
#[case("quotes/after.txt")]
#[case("quotes/later.txt")]
fn a_quoted_letter_is_cut(#[case] name: &str) {
    let mut score = Score::default();
    for case in cases(name) {
        let (body, own) = case.text.split_once("\n== own\n").expect("the own text");
        let kind = if case.kind.starts_with("html") { "html" } else { "plain" };
        let mail = format!(
            "From: Wem Town Council Clerk <clerk@wem.example>\nTo: team@westmercia.police.example\n\
             Subject: Re: Policing priorities\nDate: Tue, 12 Sep 2023 10:15:00 +0100\nMIME-Version: 1.0\n\
             Content-Type: text/{kind}; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{body}\n"
        );
        let found = own_text(&case.name, mail.as_bytes());
        let own = words(own);
        score.count(&case, (found != own).then(|| format!("{found:?} instead of {own:?}")));
    }
    score.print(name);
    assert_eq!(score.wrong, Vec::<String>::new());
}

const YES: &str = "Yes, Wem Town Council wishes to take part.";

#[rstest]
#[case(
    "quote-hotmail-date-first.eml",
    "Yes, Wem Town Council wishes to take part. Our priority is speeding on Station Road."
)]
#[case("quote-zoho.eml", YES)]
#[case("quote-bold-from-wrapped.eml", YES)]
#[case("quote-wrote-on-same-line.eml", YES)]
#[case("quote-french-outlook.eml", YES)]
fn shared_cases(#[case] name: &str, #[case] own: &str) {
    assert_eq!(own_text(name, &file(name)), own);
}
