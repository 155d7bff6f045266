//! Cuts a text down to what the council wrote, without quoted mails and our own letter.

use crate::extract::{Context, Document, read_by_rules};
use crate::lines::attribution::mail_lines;
use crate::lines::classify::{ClassifiedLines, LineKind};
use crate::lines::quote_marks::is_separator;
use crate::lines::wrapped::answered_questions;
use crate::speaker::our_letter::Letters;
use charter::mail::text::tidy;

/// How to treat a mail that is quoted below the answer without `>`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum UnmarkedQuote {
    Dropped,
    Included,
}

/// What the council wrote; `None` if it is the whole text, or nothing would remain.
pub(super) fn own_text(text: &str, letters: &Letters) -> Option<String> {
    let lines: Vec<&str> = mail_lines(text).into_iter().map(|(_, line)| line).collect();
    let own = own_lines(&lines, UnmarkedQuote::Dropped);
    let rest = letters.remove_from(&own);
    if rest.len() == lines.len() {
        return None;
    }
    let mut written = tidy(&rest.join("\n"));
    // Answers may stand inside our letter below. Other quoted mails may be anybody's words.
    if own.len() < lines.len() && !letters.are_in(&own) {
        let below = own_lines(&lines, UnmarkedQuote::Included);
        let rest = if written.is_empty() { letters.are_in(&below).then(|| letters.remove_from(&below)) } else { None };
        let answers = tidy(&rest.unwrap_or_else(|| letters.answers_inside(&below)).join("\n"));
        if !answers.is_empty() && may_have_answers_below(&written) {
            written = if written.is_empty() { answers } else { format!("{written}\n{answers}") };
        }
    }
    (!written.is_empty()).then_some(written)
}

/// Whether answers may stand below a text: it says so, or names no priorities.
fn may_have_answers_below(text: &str) -> bool {
    points_below(text) || read_by_rules(&Document::new(text), &Context::default()).priorities.is_empty()
}

/// Phrases that say that the answers stand in the letter below.
const BELOW_PHRASES: [&str; 13] = [
    "below",
    "underneath",
    "in red",
    "in blue",
    "in green",
    "in bold",
    "in capitals",
    "inline",
    "in line with your",
    "in the text of",
    "in your email",
    "isod",
    "mewn coch",
];

fn points_below(text: &str) -> bool {
    let text = text.to_lowercase();
    BELOW_PHRASES.iter().any(|words| text.contains(words))
}

/// The lines that the sender wrote, with the quoted questions that are answered between them.
fn own_lines<'a>(lines: &[&'a str], unmarked: UnmarkedQuote) -> Vec<&'a str> {
    let ClassifiedLines { kinds, own_end } = ClassifiedLines::new(lines);
    let is = |index: usize, kind: LineKind| kinds[index] == kind;
    let answered = answered_questions(lines, |index| is(index, LineKind::Quoted), |index| is(index, LineKind::Own));
    let end = if unmarked == UnmarkedQuote::Included { lines.len() } else { own_end };
    let rest = (0..end).filter(|index| is(*index, LineKind::Own) || answered[*index]);
    let mut own: Vec<&str> = rest.map(|index| lines[index]).collect();
    while own.last().is_some_and(|line| line.trim().is_empty() || is_separator(line)) {
        own.pop();
    }
    own
}

#[cfg(test)]
mod tests {
    use super::{Letters, own_text};
    use rstest::rstest;

    const LETTER: &str = "Dear Clerk,\nWhich three policing priorities does your council choose for this quarter?\n\
                          How often would you like to be met?\nKind regards,\nThe team\n";

    #[rstest]
    #[case::nothing_quoted("Speeding\n\nClerk\n", "Speeding\n\nClerk\n")]
    #[case::below(
        "Speeding\n\nOn Tue, 12 Sep 2023 at 14:05, Team <t@police.example> wrote:\n> Dear Clerk\n> Which?\n",
        "Speeding\n"
    )]
    #[case::above(
        "On Tue, 12 Sep 2023, Team\n<t@police.example> wrote:\n\n> Which?\n\nSpeeding\n",
        "> Which?\n\nSpeeding\n"
    )]
    #[case::between(
        "On 12 Sep 2023, t@police.example wrote:\n> 1?\nSpeeding\n> 2?\nLitter\n>\n",
        "> 1?\nSpeeding\n> 2?\nLitter\n"
    )]
    #[case::unmarked("Speeding\nOn 12 Sep 2023, t@police.example wrote:\nDear Clerk\nWhich?\n", "Speeding\n")]
    #[case::outlook(
        "Speeding\nClerk\n\n________________________________\nFrom: Team\nSent: 12 September 2023 14:05\nTo: Clerk\n\
         Subject: Charter\n\nDear Clerk\n",
        "Speeding\nClerk\n"
    )]
    #[case::old_outlook("Speeding\n\n-----Original Message-----\nFrom: Team\n\nDear Clerk\n", "Speeding\n")]
    #[case::marked_below_a_block(
        "-----Original Message-----\nFrom: Team\nSent: 12 September 2023 14:05\nSubject: Charter\n\n> Which?\nSpeeding\n",
        "> Which?\nSpeeding\n"
    )]
    #[case::nothing_left("> Which?\n> Speeding\n", "> Which?\n> Speeding\n")]
    #[case::only_the_letter(
        "Dear Clerk,\nWhich three policing priorities does your council choose for this quarter?\n",
        "Dear Clerk,\nWhich three policing priorities does your council choose for this quarter?\n"
    )]
    #[case::a_yes_above(
        "Yes please.\n\nFrom: Team\nSent: 12 September 2023 14:05\nTo: Clerk\nSubject: Charter\n\nDear Clerk,\n\
         Which three policing priorities does your council choose for this quarter?\nSpeeding\n\
         How often would you like to be met?\nKind regards,\nThe team\n",
        "Yes please.\n\n> Which three policing priorities does your council choose for this quarter?\nSpeeding\n"
    )]
    #[case::all_said_above(
        "Our priorities are speeding and parking.\n\nFrom: Team\nSent: 12 September 2023 14:05\nTo: Clerk\n\
         Subject: Charter\n\nDear Clerk,\n\
         Which three policing priorities does your council choose for this quarter?\nas we once said to you\n\
         How often would you like to be met?\nKind regards,\nThe team\n",
        "Our priorities are speeding and parking.\n"
    )]
    #[case::inside_the_letter(
        "From: Team\nSent: 12 September 2023 14:05\nTo: Clerk\nSubject: Charter\n\nDear Clerk,\n\
         Which three policing priorities does your council choose for this quarter?\nSpeeding\n\
         How often would you like to be met?\nMonthly\nKind regards,\nThe team\n",
        "> Which three policing priorities does your council choose for this quarter?\nSpeeding\n\
         > How often would you like to be met?\nMonthly\n"
    )]
    #[case::answers_below(
        "See answers below in red.\nClerk\n\nFrom: Team\nSent: 12 September 2023 14:05\nTo: Clerk\nSubject: Charter\n\n\
         Dear Clerk,\nWhich three policing priorities does your council choose for this quarter?\nSpeeding\n\
         How often would you like to be met?\nMonthly\nKind regards,\nThe team\n",
        "See answers below in red.\nClerk\n\n\
         > Which three policing priorities does your council choose for this quarter?\nSpeeding\n\
         > How often would you like to be met?\nMonthly\n"
    )]
    #[case::another_letter_below_may_be_anybodys_words(
        "Please see below.\n\nFrom: Team\nSent: 12 September 2023 14:05\nTo: Clerk\nSubject: Charter\n\n\
         Your priorities?\nSpeeding\n",
        "Please see below.\n"
    )]
    #[case::answers_above(
        "Speeding is our priority, not what we said below.\n\nFrom: Team\nSent: 12 September 2023 14:05\nTo: Clerk\n\
         Subject: Charter\n\nDear Clerk\n",
        "Speeding is our priority, not what we said below.\n"
    )]
    #[case::signature_stays("Speeding\n--\nClerk to the Council\n", "Speeding\n--\nClerk to the Council\n")]
    #[case::a_sentence_with_from(
        "From: Monday\nTo: Friday\nthe school run\n",
        "From: Monday\nTo: Friday\nthe school run\n"
    )]
    fn own_text_is_cut(#[case] text: &str, #[case] expected: &str) {
        let written = own_text(text, &Letters::new(&[LETTER.to_owned()]));
        assert_eq!(written.as_deref().unwrap_or(text), expected);
    }
}
