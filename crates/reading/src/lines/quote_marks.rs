//! The lines with which mail programs mark quoted and forwarded mails, in English and in Welsh.

/// The header fields that a program writes above a mail that it quotes whole: `From:`, `Sent:`, `To:`, `Subject:`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct HeaderBlock {
    pub from: String,
    /// The value of `Sent:` or `Date:`.
    pub sent: String,
    pub subject: String,
    /// Number of lines, with the empty line below.
    pub lines: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    From,
    Sent,
    Subject,
    To,
    Other,
}

const FIELDS: [(&str, Field); 17] = [
    ("from", Field::From),
    ("oddi wrth", Field::From),
    ("sent", Field::Sent),
    ("date", Field::Sent),
    ("anfonwyd", Field::Sent),
    ("dyddiad", Field::Sent),
    ("subject", Field::Subject),
    ("pwnc", Field::Subject),
    ("to", Field::To),
    ("at", Field::To),
    ("cc", Field::Other),
    ("bcc", Field::Other),
    ("copi", Field::Other),
    ("reply-to", Field::Other),
    ("importance", Field::Other),
    ("sensitivity", Field::Other),
    ("attachments", Field::Other),
];

/// Longest header block, in lines. A list of recipients may take many.
pub(crate) const MAX_HEADER_LINES: usize = 30;

/// Cheap pre-filter: rejects most lines without parsing them.
pub(crate) fn may_be_mark(line: &str) -> bool {
    let line = line.trim_start();
    matches!(line.as_bytes().first(), Some(b'-' | b'_' | b'*' | b'>' | b'=' | b'0'..=b'9'))
        || line.starts_with("On ")
        || line.starts_with("Ar ")
        || memchr::memchr(b':', line.as_bytes()).is_some()
}

fn field(line: &str) -> Option<(Field, &str)> {
    let line = line.trim().trim_start_matches(['*', '_']);
    let (name, value) = line.split_once(':')?;
    let name = name.trim_matches(['*', '_', ' ', '\u{a0}']);
    let (_, field) = FIELDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name))?;
    Some((*field, value.trim_matches(['*', '_', ' ', '\u{a0}', '\t'])))
}

/// The header block that starts on the first of these lines.
///
/// It starts with `From:`. A council may write its answer as a memo with the same fields, so the block must also say `Sent:`, or
/// name an address or a time of day. Below a [`divider`] (`announced`) neither is needed: Thunderbird writes `Subject:` first
/// and only a name and a day.
pub(crate) fn header_block(lines: &[&str], announced: bool) -> Option<HeaderBlock> {
    let (first, _) = field(lines.first()?)?;
    if first != Field::From && !announced {
        return None;
    }
    let mut block = HeaderBlock::default();
    let (mut from, mut to, mut sent, mut subject, mut last) = (false, false, false, false, first);
    let mut index = 0;
    while index < lines.len().min(MAX_HEADER_LINES) {
        let line = lines[index];
        if line.trim().is_empty() {
            // Some programs leave an empty line between the fields.
            if lines.get(index + 1).and_then(|next| field(next)).is_none_or(|(next, _)| from && next == Field::From) {
                break;
            }
        } else if let Some((found, value)) = field(line) {
            match found {
                Field::From if from => break,
                Field::From => (from, block.from) = (true, value.to_owned()),
                Field::Sent if !sent => (sent, block.sent) = (true, value.to_owned()),
                Field::Subject if !subject => (subject, block.subject) = (true, value.to_owned()),
                Field::To => to = true,
                _ => {}
            }
            last = found;
        } else if matches!(last, Field::To | Field::Other) && line.contains(['@', ';', '\t']) {
            // A wrapped list of recipients.
        } else if last == Field::Subject && line.starts_with([' ', '\t']) {
            block.subject.push(' ');
            block.subject.push_str(line.trim());
        } else if last == Field::From && !block.from.contains('@') {
            block.from.push(' ');
            block.from.push_str(line.trim());
        } else {
            break;
        }
        index += 1;
    }
    block.lines = index + usize::from(lines.get(index).is_some_and(|line| line.trim().is_empty()));
    let says_sent = || lines[..index].iter().any(|line| line.trim_start_matches(['*', '_', ' ']).starts_with("Sent"));
    let by_a_program = || announced || block.from.contains('@') || has_time(&block.sent);
    (from && sent && (says_sent() || (to || subject) && by_a_program())).then_some(block)
}

/// A line that stands between two mails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Divider {
    /// Above a quoted or forwarded mail: "-----Original Message-----".
    Original,
    /// Above a forwarded mail: "---------- Forwarded message ---------".
    Forwarded,
}

pub(crate) fn divider(line: &str) -> Option<Divider> {
    let line = line.trim();
    let any = |words: &str, known: &[&str]| known.iter().any(|known| known.eq_ignore_ascii_case(words));
    if line.ends_with(':') && any(line, &["begin forwarded message:", "start of forwarded message:"]) {
        return Some(Divider::Forwarded);
    }
    if !line.starts_with("--") && !line.starts_with("__") {
        return None;
    }
    let words = line.trim_matches(['-', '_', ' ']).to_ascii_lowercase();
    match words.as_str() {
        "original message" | "original appointment" | "neges wreiddiol" => Some(Divider::Original),
        "forwarded message" | "neges wedi'i hanfon ymlaen" | "neges a anfonwyd ymlaen" => Some(Divider::Forwarded),
        _ if words.starts_with("forwarded by ") || words.starts_with("forwarded message from ") => {
            Some(Divider::Forwarded)
        }
        _ => None,
    }
}

/// Whether a line is only a drawn rule, as Outlook puts between two mails.
pub(crate) fn is_separator(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 10 && line.chars().all(|c| matches!(c, '_' | '-' | '=' | '*'))
}

/// Longest attribution, in bytes and in lines.
const MAX_ATTRIBUTION_BYTES: usize = 400;
const MAX_ATTRIBUTION_LINES: usize = 4;

/// Number of lines of the attribution that starts here: `On Tue, 12 Sep 2023 at 14:05, the team <…> wrote:`.
///
/// An attribution names an address or a time of day; a council's own "On 12 September the council said:" names neither.
pub(crate) fn attribution(lines: &[&str]) -> Option<usize> {
    let first = lines.first()?.trim();
    let dated = first.starts_with(|c: char| c.is_ascii_digit());
    let may_wrap = dated || first.starts_with("On ") || first.starts_with("Ar ");
    let mut length = 0;
    for (index, line) in lines.iter().take(if may_wrap { MAX_ATTRIBUTION_LINES } else { 1 }).enumerate() {
        let line = line.trim();
        length += line.len() + 1;
        if line.is_empty() || length > MAX_ATTRIBUTION_BYTES {
            return None;
        }
        if !line.ends_with(':') {
            continue;
        }
        let ends = |words: &[&str]| words.iter().any(|end| line.ends_with(end));
        let wrote = ends(&["wrote:", "ysgrifennodd:"]);
        let sentence = &lines[..=index];
        let is_attribution = if sentence.iter().any(|line| line.contains('@')) {
            wrote || ends(&["writes:", "said:"]) || (dated && line.ends_with(">:"))
        } else {
            wrote && may_wrap && sentence.iter().any(|line| has_time(line))
        };
        if is_attribution {
            return Some(index + 1);
        }
    }
    None
}

/// Whether a line contains a time of day: `14:05`.
fn has_time(line: &str) -> bool {
    line.as_bytes()
        .windows(4)
        .any(|it| it[0].is_ascii_digit() && it[1] == b':' && it[2..].iter().all(u8::is_ascii_digit))
}

/// Whether a line is marked as quoted with `>`.
pub(crate) fn is_quoted(line: &str) -> bool {
    line.trim_start_matches([' ', '\u{a0}']).starts_with('>')
}

/// The line without one level of quoting.
pub(crate) fn unquoted(line: &str) -> &str {
    let line = line.trim_start_matches([' ', '\u{a0}']);
    let line = line.strip_prefix('>').unwrap_or(line);
    line.strip_prefix(' ').unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::{Divider, attribution, divider, header_block, is_separator};
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
    #[case::blank_lines_between(
        "From: Team\n\nSent: 12 September 2023 14:05\n\nTo: Clerk\n\nSubject: Charter\n\nDear",
        8
    )]
    #[case::welsh("Oddi wrth: Tîm\nAnfonwyd: 12 Medi 2023 14:05\nAt: Clerc\nPwnc: Siarter\n\n", 5)]
    #[case::many("From: Team\nSent: 12 September 2023 14:05\nTo: a; b;\nc; d\nSubject: Charter\n\n", 6)]
    #[case::a_memo(
        "From: Wem Town Council\nDate: 25 September 2023\nTo: West Mercia Police\nSubject: Charter\n\nYes",
        0
    )]
    #[case::a_rota("From: Monday\nTo: Friday\n", 0)]
    #[case::a_sentence("From: the council\nwe say no\n", 0)]
    #[case::sent_without_recipients("From: Team\nSent: 12 September 2023\n\nDear", 3)]
    #[case::no_sender("Sent: 12 September 2023\nTo: Clerk", 0)]
    fn header_blocks(#[case] text: &str, #[case] count: usize) {
        let lines: Vec<&str> = text.split('\n').collect();
        let found = header_block(&lines, false);
        assert_eq!(found.as_ref().map_or(0, |block| block.lines), count);
        if let Some(found) = found {
            assert!(
                found.sent.contains("2023") && matches!(found.subject.as_str(), "Charter" | "Siarter" | ""),
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
    fn a_block_below_a_divider_starts_with_any_field(#[case] text: &str, #[case] count: usize) {
        let lines: Vec<&str> = text.split('\n').collect();
        assert_eq!(header_block(&lines, true).map_or(0, |block| block.lines), count);
        assert_eq!(header_block(&lines, false).is_some(), text.starts_with("From"));
    }

    #[rstest]
    #[case("-----Original Message-----", Some(Divider::Original))]
    #[case("---------- Forwarded message ---------", Some(Divider::Forwarded))]
    #[case("-------- Forwarded Message --------", Some(Divider::Forwarded))]
    #[case("Begin forwarded message:", Some(Divider::Forwarded))]
    #[case("----- Forwarded by the clerk on 12/09/2023 -----", Some(Divider::Forwarded))]
    #[case("-- ", None)]
    #[case("Original message", None)]
    #[case("- forwarded message", None)]
    fn dividers(#[case] line: &str, #[case] expected: Option<Divider>) {
        assert_eq!(divider(line), expected);
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
    fn attributions(#[case] text: &str, #[case] count: Option<usize>) {
        assert_eq!(attribution(&text.split('\n').collect::<Vec<_>>()), count);
    }

    #[test]
    fn separators() {
        assert!(
            is_separator("________________________________") && !is_separator("-- ") && !is_separator("__________ yes")
        );
    }
}
