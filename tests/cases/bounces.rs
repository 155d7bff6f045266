//! Reports that a mail was not delivered.
//!
//! `files/bounces/` has a corpus: mails in the form in which programs write them. `before.txt` was written before the reader was
//! changed for them, `after.txt` and `later.txt` afterwards; `others-*.txt` are no bounces. The line of a bounce lists the recipients that failed.

use charter::incoming::{Nature, Source};
use rstest::rstest;

use crate::corpus::{Score, cases, file, read_one};

/// Least shares of bounces that are recognised, and whose recipients are exactly right, in percent.
const RECOGNISED: usize = 98;
const EXACT: usize = 97;

fn undelivered(source: &Source) -> String {
    source.undelivered.iter().map(|address| address.raw()).collect::<Vec<_>>().join(", ")
}

#[rstest]
#[case("bounces/before.txt")]
#[case("bounces/after.txt")]
#[case("bounces/later.txt")]
fn bounces_are_recognised_with_their_recipients(#[case] name: &str) {
    let (mut recognised, mut exact) = (Score::default(), Score::default());
    for case in cases(name) {
        let source = read_one(&case.name, case.text.as_bytes());
        let is_bounce = source.nature == Nature::Bounce;
        recognised.count(&case, (!is_bounce).then(|| format!("{:?}", source.nature)));
        let found = undelivered(&source);
        exact.count(&case, (found != case.result).then(|| format!("{found:?} instead of {:?}", case.result)));
    }
    recognised.print(&format!("{name}, recognised"));
    exact.print(&format!("{name}, exact recipients"));
    let percent = |(right, all): (usize, usize)| 100 * right / all;
    assert!(percent(recognised.total()) >= RECOGNISED && percent(exact.total()) >= EXACT);
}

#[rstest]
#[case("bounces/others-before.txt")]
#[case("bounces/others-after.txt")]
fn other_mails_are_no_bounces(#[case] name: &str) {
    let mut score = Score::default();
    for case in cases(name) {
        let source = read_one(&case.name, case.text.as_bytes());
        let right = match case.kind.as_str() {
            "reply" => source.nature == Nature::Reply,
            "delayed" | "automatic" => source.nature == Nature::AutoReply,
            _ => source.nature != Nature::Bounce,
        };
        let right = right && source.undelivered.is_empty();
        score.count(&case, (!right).then(|| format!("{:?} {}", source.nature, undelivered(&source))));
    }
    score.print(name);
    assert_eq!(score.wrong, Vec::<String>::new());
}

#[rstest]
#[case::without_a_domain("bounce-daemon-without-domain.eml", "clerk@wem.example")]
#[case::several("bounce-exchange-two-recipients.eml", "clerk@wem.example, clerk@ellesmere.example")]
#[case::only_mentioned("bounce-help-address.eml", "clerk@whitchurch.example")]
fn recipients_of_a_bounce(#[case] name: &str, #[case] expected: &str) {
    let source = read_one(name, &file(name));
    assert_eq!((source.nature, undelivered(&source).as_str()), (Nature::Bounce, expected));
}

/// The command line names whom a letter did not reach.
#[test]
fn the_inbox_names_undelivered_addresses() {
    let desk = crate::workspace::Workspace::new();
    desk.done(&["import", "replies", &desk.file("bounce.eml", file("bounce-exchange-two-recipients.eml"))]);
    let out = desk.done(&["inbox", "show", "1"]).out;
    assert!(out.contains("undelivered  clerk@wem.example, clerk@ellesmere.example"), "{out}");
    let json = desk.json(&["inbox"]).to_string();
    assert!(json.contains(r#""undelivered":["clerk@wem.example","clerk@ellesmere.example"]"#), "{json}");
}
