//! The reply inside a mail that was passed on.

use super::letter::Letters;
use super::lines::{Block, Marker, block, is_quoted, is_rule, marker, may_divide, unquoted};
use super::parts::tidy;
use super::view::says_something;

/// A mail in the text of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Inside {
    /// What stands above it of those who passed it on, the last of them first; blank if nothing does.
    pub comment: String,
    /// Who sent it, as the text says.
    pub from: String,
    /// When, as the text says.
    pub sent: String,
    /// What about.
    pub subject: String,
    /// Its text.
    pub text: String,
}

/// The longest comment above a mail that was passed on: in lines that are not empty, and in bytes. A signature may be long; a
/// comment that says what councils are asked for is short, or an answer of its own.
const LONGEST: (usize, usize) = (25, 1500);
const LONGEST_THAT_SAYS: (usize, usize) = (8, 500);

/// How often a mail may have been passed on.
const MOST_HANDS: usize = 5;

/// The mail that a text passes on: the first one written, where it went through several hands. `None` where the text is an
/// answer of its own, and where what it passes on is only our own letter.
pub(super) fn inside(subject: &str, text: &str, letters: &Letters) -> Option<Inside> {
    let mut found = once(subject, text)?;
    for _ in 0..MOST_HANDS {
        let Some(deeper) = once(&found.subject, &found.text) else { break };
        let comment = found.comment + &deeper.comment;
        found = Inside { comment, ..deeper };
    }
    (!is_ours(&found.text, letters)).then_some(found)
}

/// Whether a text is nothing but a letter of ours.
pub(super) fn is_ours(text: &str, letters: &Letters) -> bool {
    let lines: Vec<&str> = text.lines().collect();
    letters.without(&lines).iter().all(|line| line.trim().is_empty())
}

fn once(subject: &str, text: &str) -> Option<Inside> {
    let lines: Vec<&str> = text.lines().collect();
    let (place, announced) = beginning(&lines)?;
    let comment = &lines[..place];
    let said = comment.iter().filter(|line| !line.trim().is_empty() && !is_rule(line));
    let long = (said.clone().count(), said.map(|line| line.len()).sum::<usize>());
    let is_within = |(lines, bytes): (usize, usize)| long.0 <= lines && long.1 <= bytes;
    if !is_within(LONGEST) || (!is_within(LONGEST_THAT_SAYS) && says_something(&comment.join("\n"))) {
        return None;
    }
    if announced != Some(Marker::Forwarded) && !is_passed_on(subject) {
        return None;
    }
    let rest = &lines[place + usize::from(announced.is_some())..];
    let first = rest.iter().position(|line| !line.trim().is_empty())?;
    // Some programs quote what they pass on.
    let marked = is_quoted(rest[first]);
    let rest: Vec<&str> = rest[first..].iter().map(|line| if marked { unquoted(line) } else { line }).collect();
    let first = rest.iter().position(|line| !line.trim().is_empty())?;
    let Block { from, sent, subject, lines } = block(&rest[first..], announced.is_some())?;
    let text = tidy(&rest[first + lines..].join("\n"));
    let comment: Vec<&str> = comment.iter().filter(|line| !is_rule(line)).copied().collect();
    let comment = tidy(&comment.join("\n"));
    (!text.is_empty()).then_some(Inside { comment, from, sent, subject, text })
}

/// Where a mail inside the text begins, and what is announced on that line.
fn beginning(lines: &[&str]) -> Option<(usize, Option<Marker>)> {
    let dividing = lines.iter().enumerate().filter(|(_, line)| may_divide(line));
    dividing.into_iter().find_map(|(place, line)| match marker(line) {
        Some(marker) => Some((place, Some(marker))),
        None => block(&lines[place..], false).map(|_| (place, None)),
    })
}

/// Whether a subject says that a mail is passed on, and not answered after it was.
pub(super) fn is_passed_on(subject: &str) -> bool {
    let subject = subject.to_lowercase();
    let first = |words: [&str; 3]| words.iter().filter_map(|word| subject.find(word)).min();
    let begins = |place: usize| subject[..place].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
    let passed = first(["fw:", "fwd:", "yml:"]).filter(|place| begins(*place) && *place < 40);
    let answered = first(["re:", "ateb:", "atb:"]).filter(|place| begins(*place));
    passed.is_some_and(|passed| answered.is_none_or(|answered| passed < answered))
}

#[cfg(test)]
mod tests {
    use super::{Inside, Letters, inside, is_passed_on};
    use rstest::rstest;

    const BLOCK: &str =
        "From: Clerk <clerk@wem.example>\nSent: 12 September 2023 14:05\nTo: Team\nSubject: Charter\n\n";

    const THUNDERBIRD: &str =
        "Subject: Charter\nDate: 12 September 2023 14:05\nFrom: Clerk <clerk@wem.example>\nTo: Team\n\n";

    fn found(comment: &str) -> Inside {
        Inside {
            comment: comment.to_owned(),
            from: "Clerk <clerk@wem.example>".to_owned(),
            sent: "12 September 2023 14:05".to_owned(),
            subject: "Charter".to_owned(),
            text: "Speeding\n".to_owned(),
        }
    }

    #[rstest]
    #[case::gmail("Fwd: Charter", "---------- Forwarded message ---------\n{}Speeding\n", true)]
    #[case::commented("Fwd: Charter", "FYI\n\nSergeant\n\n---------- Forwarded message ---------\n{}Speeding\n", true)]
    #[case::thunderbird("Fwd: Charter", "FYI\n\n-------- Forwarded Message --------\n{T}Speeding\n", true)]
    #[case::apple("Fwd: Charter", "Begin forwarded message:\n\n> {}Speeding\n", true)]
    #[case::outlook("FW: Charter", "{}Speeding\n", true)]
    #[case::outlook_commented("FW: Charter", "See below\n\n________________________________\n{}Speeding\n", true)]
    #[case::old_outlook("FW: Charter", "-----Original Message-----\n{}Speeding\n", true)]
    #[case::twice(
        "FW: FW: Charter",
        "From: A\nSent: 13 September 2023\nTo: B\nSubject: FW: Charter\n\nFYI\n\n{}Speeding\n",
        true
    )]
    #[case::an_answer("RE: Charter", "Litter\n\n{}Speeding\n", false)]
    #[case::an_answer_to_one("RE: FW: Charter", "Litter\n\n{}Speeding\n", false)]
    #[case::nothing_in_it("FW: Charter", "Litter\n\n{}", false)]
    #[case::our_letter(
        "FW: Charter",
        "Litter\n\n{}Which three policing priorities does your council choose for this quarter?\n",
        false
    )]
    fn mails_inside(#[case] subject: &str, #[case] text: &str, #[case] is: bool) {
        let block = if text.contains("> {}") { BLOCK.replace('\n', "\n> ") } else { BLOCK.to_owned() };
        let letters =
            Letters::new(&["Which three policing priorities does your council choose for this quarter?".to_owned()]);
        let comment =
            ["FYI\n\nSergeant\n", "FYI\n", "See below\n"].into_iter().find(|words| text.contains(words.trim_end()));
        let text = text.replace("{}", &block).replace("{T}", THUNDERBIRD);
        assert_eq!(inside(subject, &text, &letters), is.then(|| found(comment.unwrap_or_default())));
    }

    #[test]
    fn a_long_text_above_is_an_answer() {
        let text = format!("{}\n{BLOCK}Speeding\n", "We wish to take part in it. ".repeat(30));
        assert_eq!(inside("FW: Charter", &text, &Letters::new(&[])), None);
    }

    #[rstest]
    #[case("FW: Charter", true)]
    #[case("[EXTERNAL] Fwd: Re: Charter", true)]
    #[case("Re: Fwd: Charter", false)]
    #[case("Charter", false)]
    fn subjects(#[case] subject: &str, #[case] passed: bool) {
        assert_eq!(is_passed_on(subject), passed);
    }
}
