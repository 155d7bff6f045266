//! The lines by which programs mark what they quote and what they pass on, in English and in Welsh.

/// What a program writes above a mail that it quotes whole: `From:`, `Sent:`, `To:`, `Subject:`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Block {
    /// After `From:`.
    pub from: String,
    /// After `Sent:` or `Date:`.
    pub sent: String,
    /// After `Subject:`.
    pub subject: String,
    /// How many lines it takes, with an empty one after it.
    pub lines: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Key {
    From,
    Sent,
    Subject,
    To,
    Other,
}

const KEYS: [(&str, Key); 17] = [
    ("from", Key::From),
    ("oddi wrth", Key::From),
    ("sent", Key::Sent),
    ("date", Key::Sent),
    ("anfonwyd", Key::Sent),
    ("dyddiad", Key::Sent),
    ("subject", Key::Subject),
    ("pwnc", Key::Subject),
    ("to", Key::To),
    ("at", Key::To),
    ("cc", Key::Other),
    ("bcc", Key::Other),
    ("copi", Key::Other),
    ("reply-to", Key::Other),
    ("importance", Key::Other),
    ("sensitivity", Key::Other),
    ("attachments", Key::Other),
];

/// The most lines that are looked at for a block: recipients may take many.
pub(super) const LONGEST_BLOCK: usize = 30;

/// Whether a line may be one of those that this module knows. Of most lines that is told by less than it takes to read them.
pub(super) fn may_divide(line: &str) -> bool {
    let line = line.trim_start();
    matches!(line.as_bytes().first(), Some(b'-' | b'_' | b'*' | b'>' | b'=' | b'0'..=b'9'))
        || line.starts_with("On ")
        || line.starts_with("Ar ")
        || memchr::memchr(b':', line.as_bytes()).is_some()
}

fn key(line: &str) -> Option<(Key, &str)> {
    let line = line.trim().trim_start_matches(['*', '_']);
    let (name, value) = line.split_once(':')?;
    let name = name.trim_matches(['*', '_', ' ', '\u{a0}']);
    let (_, key) = KEYS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name))?;
    Some((*key, value.trim_matches(['*', '_', ' ', '\u{a0}', '\t'])))
}

/// The block that begins on the first of these lines. It begins with who sent the mail, and names an address or a time of day,
/// or says "Sent": a council may write its answer as a memo. Below a line that announces it who sent it may come later, as Thunderbird writes
/// it, and a name and a day will do.
pub(super) fn block(lines: &[&str], announced: bool) -> Option<Block> {
    let (first, _) = key(lines.first()?)?;
    if first != Key::From && !announced {
        return None;
    }
    let mut block = Block::default();
    let (mut from, mut to, mut sent, mut about, mut last) = (false, false, false, false, first);
    let mut place = 0;
    while place < lines.len().min(LONGEST_BLOCK) {
        let line = lines[place];
        if line.trim().is_empty() {
            // Some programs leave an empty line between these.
            if lines.get(place + 1).and_then(|next| key(next)).is_none_or(|(key, _)| from && key == Key::From) {
                break;
            }
        } else if let Some((found, value)) = key(line) {
            match found {
                Key::From if from => break,
                Key::From => (from, block.from) = (true, value.to_owned()),
                Key::Sent if !sent => (sent, block.sent) = (true, value.to_owned()),
                Key::Subject if !about => (about, block.subject) = (true, value.to_owned()),
                Key::To => to = true,
                _ => {}
            }
            last = found;
        } else if matches!(last, Key::To | Key::Other) && line.contains(['@', ';', '\t']) {
            // The next line of a long list of recipients.
        } else if last == Key::Subject && line.starts_with([' ', '\t']) {
            block.subject.push(' ');
            block.subject.push_str(line.trim());
        } else if last == Key::From && !block.from.contains('@') {
            block.from.push(' ');
            block.from.push_str(line.trim());
        } else {
            break;
        }
        place += 1;
    }
    block.lines = place + usize::from(lines.get(place).is_some_and(|line| line.trim().is_empty()));
    let says_sent = || lines[..place].iter().any(|line| line.trim_start_matches(['*', '_', ' ']).starts_with("Sent"));
    let by_a_program = announced || block.from.contains('@') || has_time(&block.sent) || says_sent();
    (from && sent && (to || about) && by_a_program).then_some(block)
}

/// What a line of dashes and words announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marker {
    /// A mail that is quoted, or passed on.
    Original,
    /// A mail that is passed on.
    Forwarded,
}

/// What a line announces, if it stands between two mails.
pub(super) fn marker(line: &str) -> Option<Marker> {
    let line = line.trim();
    let any = |words: &str, known: &[&str]| known.iter().any(|known| known.eq_ignore_ascii_case(words));
    if line.ends_with(':') && any(line, &["begin forwarded message:", "start of forwarded message:"]) {
        return Some(Marker::Forwarded);
    }
    if !line.starts_with("--") && !line.starts_with("__") {
        return None;
    }
    let words = line.trim_matches(['-', '_', ' ']).to_ascii_lowercase();
    match words.as_str() {
        "original message" | "original appointment" | "neges wreiddiol" => Some(Marker::Original),
        "forwarded message" | "neges wedi'i hanfon ymlaen" | "neges a anfonwyd ymlaen" => Some(Marker::Forwarded),
        _ if words.starts_with("forwarded by ") || words.starts_with("forwarded message from ") => {
            Some(Marker::Forwarded)
        }
        _ => None,
    }
}

/// Whether a line is nothing but what is drawn between two mails.
pub(super) fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 10 && line.chars().all(|c| matches!(c, '_' | '-' | '=' | '*'))
}

/// The longest sentence that says who wrote what is quoted, in bytes, and the most lines that it is broken over.
const LONGEST_SENTENCE: usize = 400;
const MOST_LINES: usize = 4;

/// How many of these lines say who wrote what follows: `On Tue, 12 Sep 2023 at 14:05, the team <…> wrote:`. A sentence of the
/// council's own ("On 12 September the council said:") has no address in it, and no time of day.
pub(super) fn attribution(lines: &[&str]) -> Option<usize> {
    let first = lines.first()?.trim();
    let dated = first.starts_with(|c: char| c.is_ascii_digit());
    let begins = dated || first.starts_with("On ") || first.starts_with("Ar ");
    let mut length = 0;
    for (place, line) in lines.iter().take(if begins { MOST_LINES } else { 1 }).enumerate() {
        let line = line.trim();
        length += line.len() + 1;
        if line.is_empty() || length > LONGEST_SENTENCE {
            return None;
        }
        if !line.ends_with(':') {
            continue;
        }
        let ends = |words: &[&str]| words.iter().any(|end| line.ends_with(end));
        let wrote = ends(&["wrote:", "ysgrifennodd:"]);
        let sentence = &lines[..=place];
        let says = if sentence.iter().any(|line| line.contains('@')) {
            wrote || ends(&["writes:", "said:"]) || (dated && line.ends_with(">:"))
        } else {
            wrote && begins && sentence.iter().any(|line| has_time(line))
        };
        if says {
            return Some(place + 1);
        }
    }
    None
}

/// Whether a time of day stands in a line: `14:05`.
fn has_time(line: &str) -> bool {
    line.as_bytes()
        .windows(4)
        .any(|it| it[0].is_ascii_digit() && it[1] == b':' && it[2..].iter().all(u8::is_ascii_digit))
}

/// Whether a line is quoted.
pub(super) fn is_quoted(line: &str) -> bool {
    line.trim_start_matches([' ', '\u{a0}']).starts_with('>')
}

/// Whether a line ends with a question.
pub(super) fn is_question(line: &str) -> bool {
    line.trim_end_matches([' ', '\t', '\u{a0}', '*', '_', '"', '”']).ends_with('?')
}

/// A quoted line without one of its marks.
pub(super) fn unquoted(line: &str) -> &str {
    let line = line.trim_start_matches([' ', '\u{a0}']);
    let line = line.strip_prefix('>').unwrap_or(line);
    line.strip_prefix(' ').unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::{Marker, attribution, block, is_rule, marker};
    use rstest::rstest;

    #[rstest]
    #[case::outlook(
        "From: Team <t@police.example>\nSent: 12 September 2023 14:05\nTo: Clerk\nSubject: Charter\n\nDear",
        5
    )]
    #[case::bold("*From:* Team\n*Sent:* 12 September 2023 14:05\n*To:* Clerk\n*Subject:* Charter\ntext", 4)]
    #[case::gmail(
        "From: Team <t@police.example>\nDate: Tue, 12 Sep 2023\nSubject: Charter\nTo: <c@wem.example>\n\n",
        5
    )]
    #[case::apart("From: Team\n\nSent: 12 September 2023 14:05\n\nTo: Clerk\n\nSubject: Charter\n\nDear", 8)]
    #[case::welsh("Oddi wrth: Tîm\nAnfonwyd: 12 Medi 2023 14:05\nAt: Clerc\nPwnc: Siarter\n\n", 5)]
    #[case::many("From: Team\nSent: 12 September 2023 14:05\nTo: a; b;\nc; d\nSubject: Charter\n\n", 6)]
    #[case::a_memo(
        "From: Wem Town Council\nDate: 25 September 2023\nTo: West Mercia Police\nSubject: Charter\n\nYes",
        0
    )]
    #[case::a_rota("From: Monday\nTo: Friday\n", 0)]
    #[case::a_sentence("From: the council\nwe say no\n", 0)]
    #[case::nothing("Sent: 12 September 2023\nTo: Clerk", 0)]
    fn blocks(#[case] text: &str, #[case] taken: usize) {
        let lines: Vec<&str> = text.split('\n').collect();
        let found = block(&lines, false);
        assert_eq!(found.as_ref().map_or(0, |block| block.lines), taken);
        if let Some(found) = found {
            assert!(
                found.sent.contains("2023") && matches!(found.subject.as_str(), "Charter" | "Siarter"),
                "{found:?}"
            );
        }
    }

    #[rstest]
    #[case::thunderbird(
        "Subject: Charter\nDate: Tue, 12 Sep 2023 14:05\nFrom: Clerk <c@wem.example>\nTo: Team\n\nDear",
        5
    )]
    #[case::from_first("From: Clerk <c@wem.example>\nDate: Tue, 12 Sep 2023\nSubject: Charter\n\n", 4)]
    #[case::from_nobody("Subject: Charter\nDate: Tue, 12 Sep 2023\nTo: Team\n\n", 0)]
    fn below_an_announcement_any_line_may_be_the_first(#[case] text: &str, #[case] taken: usize) {
        let lines: Vec<&str> = text.split('\n').collect();
        assert_eq!(block(&lines, true).map_or(0, |block| block.lines), taken);
        assert_eq!(block(&lines, false).is_some(), text.starts_with("From"));
    }

    #[rstest]
    #[case("-----Original Message-----", Some(Marker::Original))]
    #[case("---------- Forwarded message ---------", Some(Marker::Forwarded))]
    #[case("-------- Forwarded Message --------", Some(Marker::Forwarded))]
    #[case("Begin forwarded message:", Some(Marker::Forwarded))]
    #[case("----- Forwarded by the clerk on 12/09/2023 -----", Some(Marker::Forwarded))]
    #[case("-- ", None)]
    #[case("Original message", None)]
    #[case("- forwarded message", None)]
    fn markers(#[case] line: &str, #[case] expected: Option<Marker>) {
        assert_eq!(marker(line), expected);
    }

    #[rstest]
    #[case("On Tue, 12 Sep 2023 at 14:05, Team <t@police.example> wrote:", Some(1))]
    #[case("On Tue, 12 Sep 2023 at 14:05, Team\n<t@police.example>\nwrote:", Some(3))]
    #[case("2023-09-12 14:05 GMT+01:00 Team <t@police.example>:", Some(1))]
    #[case("Team <t@police.example> wrote:", Some(1))]
    #[case("Ar Maw, 12 Medi 2023 am 14:05 ysgrifennodd:", Some(1))]
    #[case("On Tue, 12 Sep 2023 at 14:05, the team wrote:", Some(1))]
    #[case("23/45 Police report. The chairman, having heard the officers, said:", None)]
    #[case("On 12 September 2023 the council said:", None)]
    #[case("On 12 September 2023 the council wrote:", None)]
    #[case("On this the council wrote:", None)]
    #[case("On Tuesday 12\n\nthe council wrote:", None)]
    #[case("The chairman wrote:", None)]
    fn attributions(#[case] text: &str, #[case] taken: Option<usize>) {
        assert_eq!(attribution(&text.split('\n').collect::<Vec<_>>()), taken);
    }

    #[test]
    fn rules_are_drawn() {
        assert!(is_rule("________________________________") && !is_rule("-- ") && !is_rule("__________ yes"));
    }
}
