//! What a mail system says in the text of a report: whether it gave up, and on which recipients.
//!
//! Programs write the recipients that failed at the beginning of a line, or behind a word such as "Recipient:", or in the sentence
//! that says what failed, or only in the transcript of the session. The best of these places that occurs is taken. An address in
//! a sentence that offers help is only mentioned.

use super::address::addresses;
use super::notice_phrases::{Phrases, fold};
use super::text::MAX_ADDRESSES;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Outcome {
    Failed,
    /// It may still arrive.
    Delayed,
    #[default]
    Unknown,
}

/// Where a report names a recipient, from the least to the most certain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    #[default]
    Nowhere,
    /// `To: a@b`, as in the returned mail.
    Header,
    /// `RCPT TO:<a@b>`, or a line with a code such as 550 or 5.1.1.
    Transcript,
    /// "Your message to a@b could not be delivered", or behind a colon at the end of a line.
    Sentence,
    /// `<a@b>:` at the beginning of a line, or behind a label.
    Listed,
}

#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct DeliveryNotice {
    pub outcome: Outcome,
    /// Each once.
    pub recipients: Vec<String>,
    /// The place of `recipients`.
    pub place: Place,
}

/// Lines that are read of a text, and those of them that say what it is about.
const MAX_LINES: usize = 400;
const MAX_OPENING_LINES: usize = 60;

/// Bytes that are read of a line.
const MAX_LINE_BYTES: usize = 2_000;

/// Lines over which a sentence is followed back.
const MAX_SENTENCE_LINES: usize = 4;

/// Words between a word of help and the address that it offers.
const MAX_MENTION_WORDS: usize = 8;

/// Longest name before a recipient and longest remark after it, in words.
const MAX_NAME_WORDS: usize = 5;

/// Header fields with which a returned mail begins.
const RETURNED_HEADERS: [&str; 5] = ["Received:", "Return-Path:", "MIME-Version:", "Mime-Version:", "DKIM-Signature:"];

/// Words after which a sentence goes on with an address in the next line.
const OPEN_WORDS: [&str; 10] = ["to", "for", "at", "by", "of", "with", "address", "user", "mailbox", "recipient"];

/// Reads a report. `ignored`: addresses that cannot be recipients, in lower case.
pub(super) fn read(text: &str, ignored: &[String]) -> DeliveryNotice {
    let lines: Vec<&str> = text.lines().take(MAX_LINES).map(start_of_line).collect();
    let above = above_the_returned_mail(&lines);
    let opening = fold(&above[..above.len().min(MAX_OPENING_LINES)].join(" "));
    let outcome = if Phrases::Delayed.are_in(&opening) {
        Outcome::Delayed
    } else if Phrases::Failed.are_in(&opening) || opening.split(' ').any(is_failure_code) {
        Outcome::Failed
    } else {
        Outcome::Unknown
    };
    // A report may announce the returned mail before it lists the recipients.
    let (place, recipients) = [above, &lines]
        .into_iter()
        .map(|lines| recipients(lines, ignored))
        .find(|(place, _)| *place > Place::Header)
        .unwrap_or_else(|| recipients(above, ignored));
    DeliveryNotice { outcome, recipients, place }
}

fn start_of_line(line: &str) -> &str {
    line.get(..line.floor_char_boundary(MAX_LINE_BYTES)).unwrap_or(line)
}

/// The lines above the returned mail.
fn above_the_returned_mail<'a, 'b>(lines: &'b [&'a str]) -> &'b [&'a str] {
    let starts = |line: &&str| {
        let folded = fold(line);
        Phrases::ReturnedMail.are_in(&folded) || RETURNED_HEADERS.iter().any(|name| line.starts_with(name))
    };
    let first = lines.iter().position(|line| !line.trim().is_empty()).unwrap_or(0);
    let end = lines.iter().skip(first + 1).position(starts).map_or(lines.len(), |at| at + first + 1);
    lines.get(..end).unwrap_or(lines)
}

/// What the lines below a heading list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Heading {
    /// Nothing that the heading says.
    None,
    Recipients,
    /// Recipients that were reached, or addresses that are only mentioned.
    Others,
}

/// The recipients in the best place that occurs, and that place.
fn recipients(lines: &[&str], ignored: &[String]) -> (Place, Vec<String>) {
    let mut best = (Place::Nowhere, Vec::new());
    let mut heading = Heading::None;
    for (index, line) in lines.iter().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let found = if line.contains('@') { addresses(line) } else { Vec::new() };
        let mut from = 0;
        let mut is_listed = false;
        for address in found {
            let Some((before, after)) = around(line, &address, &mut from) else { continue };
            let context = Context { lines, index, before, after, heading };
            let place = context.place();
            is_listed |= place == Place::Listed || heading == Heading::Others && context.leads();
            if place == Place::Nowhere || place < best.0 || ignored.contains(&address) || is_of_a_system(&address) {
                continue;
            }
            if place > best.0 {
                best = (place, Vec::new());
            }
            if !best.1.contains(&address) && best.1.len() < MAX_ADDRESSES {
                best.1.push(address);
            }
            // What follows says why, and may name where the mail was passed on.
            if context.leads() && after.trim_start_matches(['>', ']', ')', '"', '\'']).starts_with(':') {
                break;
            }
        }
        if !is_listed {
            heading = heading_after(line, heading);
        }
    }
    best
}

/// The heading that holds below a line that lists no recipient.
fn heading_after(line: &str, heading: Heading) -> Heading {
    let folded = fold(line);
    if Phrases::Failed.are_in(&folded) {
        Heading::Recipients
    } else if Phrases::Delivered.are_in(&folded) {
        Heading::Others
    } else if folded.ends_with(':') {
        if is_mention(&folded) { Heading::Others } else { Heading::Recipients }
    } else if heading == Heading::Recipients && !line.starts_with([' ', '\t']) {
        Heading::None
    } else {
        heading
    }
}

/// The text before and after the next occurrence of an address in a line.
fn around<'a>(line: &'a str, address: &str, from: &mut usize) -> Option<(&'a str, &'a str)> {
    let is_here = |at: &usize| line.get(*at..at + address.len()).is_some_and(|text| text.to_lowercase() == address);
    let at = (*from..line.len()).find(is_here)?;
    *from = at + address.len();
    Some((line.get(..at)?, line.get(*from..)?))
}

/// An address in a line of a report.
struct Context<'a> {
    lines: &'a [&'a str],
    index: usize,
    before: &'a str,
    after: &'a str,
    heading: Heading,
}

impl Context<'_> {
    fn place(&self) -> Place {
        let line = fold(self.before);
        let is_field = |names: &[&str]| names.iter().any(|name| line.trim_start_matches(['*', '"']).starts_with(name));
        if is_field(&["to:"]) {
            return Place::Header;
        }
        if is_field(&[
            "from:",
            "sender:",
            "reply-to:",
            "message-id:",
            "cc:",
            "bcc:",
            "subject:",
            "date:",
            "return-path:",
            "x-",
        ]) {
            return Place::Nowhere;
        }
        if names_another(&line) {
            return Place::Nowhere;
        }
        let sentence = self.sentence_before();
        let since_last = sentence.rsplit(is_space).take_while(|word| !word.contains('@')).take(MAX_MENTION_WORDS);
        let mut since_last: Vec<&str> = since_last.collect();
        since_last.reverse();
        if is_mention(&since_last.join(" ")) || self.heading == Heading::Others {
            return Place::Nowhere;
        }
        if self.leads() || ends_with_label(&line) || self.is_named_below_a_heading(&line) {
            return Place::Listed;
        }
        let whole = format!("{sentence} {}", self.sentence_after());
        if line.contains("rcpt to") || whole.split(is_space).any(is_failure_code) {
            Place::Transcript
        } else if Phrases::Failed.are_in(&whole) || self.is_alone_behind_a_colon() {
            Place::Sentence
        } else {
            Place::Nowhere
        }
    }

    /// `Mailbox exceeds allowed size: a@b`.
    fn is_alone_behind_a_colon(&self) -> bool {
        let before = self.before.trim_end_matches(|c: char| c.is_whitespace() || "<[('\"".contains(c));
        before.ends_with(':') && !self.after.contains(char::is_alphanumeric)
    }

    /// Whether the line begins with the address, behind a bullet, a bracket or a number, and continues no sentence.
    fn leads(&self) -> bool {
        let above =
            self.index.checked_sub(1).and_then(|above| self.lines.get(above)).map_or("", |line| line.trim_end());
        let last_word = above.rsplit(' ').next().unwrap_or_default();
        let is_wrapped = above.ends_with(',') || OPEN_WORDS.contains(&last_word);
        !is_wrapped
            && !self.before.contains(char::is_alphabetic)
            && !self.before.split_whitespace().any(is_failure_code)
    }

    /// `The clerk (a@b)` below a heading.
    fn is_named_below_a_heading(&self, before: &str) -> bool {
        let words = |text: &str| text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
        self.heading == Heading::Recipients
            && words(before) <= MAX_NAME_WORDS
            && words(self.after) <= MAX_NAME_WORDS
            && !before.ends_with(". ")
    }

    /// The folded words of the sentence before the address, over wrapped lines and over a heading that announces the line.
    fn sentence_before(&self) -> String {
        let mut text = after_last_sentence(&fold(self.before)).to_owned();
        if text.len() < fold(self.before).len() {
            return text;
        }
        let mut blank = false;
        for line in self.lines.iter().take(self.index).rev().take(MAX_SENTENCE_LINES) {
            let line = fold(line);
            if line.is_empty() {
                blank = true;
                continue;
            }
            let is_heading = line.ends_with(':');
            if (blank && !is_heading) || line.ends_with(['.', '!', '?', ';', '>', ')']) || line.contains('@') {
                break;
            }
            let part = after_last_sentence(&line);
            text = format!("{part} {text}");
            if part.len() < line.len() || is_heading {
                break;
            }
        }
        text
    }

    fn sentence_after(&self) -> String {
        let mut text = fold(self.after);
        let below =
            self.lines.get(self.index + 1).filter(|line| !text.ends_with(['.', '!', '?']) && !line.contains('@'));
        if let Some(below) = below {
            text = format!("{text} {}", fold(below));
        }
        text.split_once(". ").map_or(text.clone(), |(sentence, _)| sentence.to_owned())
    }
}

/// Whether the folded words before an address name a sender, or in brackets an address that the mail came from or went on to:
/// `(expanded from: <a@b>)`, `(mailbox full, forwarded to a@b)`.
fn names_another(before: &str) -> bool {
    let last_word = |text: &str| {
        let words = text.trim_end_matches(|c: char| !c.is_alphanumeric());
        words.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned()
    };
    let remark = before.rsplit_once('(').map(|(_, remark)| remark).filter(|remark| !remark.contains(')'));
    matches!(last_word(before).as_str(), "from" | "von" | "wrth")
        || remark.is_some_and(|remark| matches!(last_word(remark).as_str(), "to" | "as" | "via" | "an" | "at"))
}

fn is_space(c: char) -> bool {
    c == ' '
}

fn after_last_sentence(folded: &str) -> &str {
    let end = [". ", "! ", "? ", "; "].iter().filter_map(|end| folded.rfind(end)).max();
    end.and_then(|end| folded.get(end + 2..)).unwrap_or(folded)
}

/// Whether folded words offer an address for help or for another purpose.
fn is_mention(folded: &str) -> bool {
    let words: Vec<&str> =
        folded.split(|c: char| !(c.is_alphanumeric() || c == '-')).filter(|it| !it.is_empty()).collect();
    let words = format!(" {} ", words.join(" "));
    Phrases::Mentioned.iter().any(|phrase| words.contains(&format!(" {phrase} ")))
}

/// Whether folded words end with a label of a recipient.
fn ends_with_label(folded: &str) -> bool {
    let words = folded.trim_end_matches(|c: char| !(c.is_alphanumeric() || c == ')'));
    // A form asks for it; a report says whose address it is.
    let is_asked_for = ["email address", "e-mail address", "mail address"].iter().any(|asked| words.ends_with(asked))
        && !words.contains("recipient");
    if is_asked_for {
        return false;
    }
    let starts_word = |before: &str| !before.ends_with(char::is_alphanumeric);
    Phrases::Label.iter().any(|label| words.strip_suffix(label).is_some_and(starts_word))
}

/// `550` to `559`, or `5.1.1`.
fn is_failure_code(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_ascii_digit());
    let code = word.split('-').next().unwrap_or_default();
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match code.strip_prefix('5') {
        Some(rest) if rest.len() == 2 => digits(rest) && rest.starts_with('5'),
        Some(rest) => {
            let parts: Vec<&str> = rest.split('.').collect();
            matches!(parts.as_slice(), ["", class, detail] if digits(class) && digits(detail))
        }
        None => false,
    }
}

/// Whether an address is that of a mail system.
pub(super) fn is_of_a_system(address: &str) -> bool {
    let local = address.split('@').next().unwrap_or_default();
    Phrases::SystemAddress.iter().any(|known| known == local) || local.starts_with("microsoftexchange")
}

#[cfg(test)]
mod tests {
    use super::{Outcome, Place, read};
    use rstest::rstest;

    #[rstest]
    #[case::listed(
        "Delivery has failed to these recipients:\n\nclerk@wem.example\nNot found.\n",
        "clerk@wem.example",
        Place::Listed
    )]
    #[case::named(
        "Delivery has failed to these recipients:\n  The clerk (clerk@wem.example)\n",
        "clerk@wem.example",
        Place::Listed
    )]
    #[case::labelled("It was not delivered.\nFailed address: clerk@wem.example\n", "clerk@wem.example", Place::Listed)]
    #[case::in_the_sentence(
        "Your mail to\nclerk@wem.example could not\nbe delivered.\n",
        "clerk@wem.example",
        Place::Sentence
    )]
    #[case::in_the_transcript(
        "It failed.\n550 5.1.1 <clerk@wem.example>... no\n",
        "clerk@wem.example",
        Place::Transcript
    )]
    #[case::behind_a_colon("It failed.\nMailbox too large: clerk@wem.example\n", "clerk@wem.example", Place::Sentence)]
    #[case::to(
        "The delivery failed.\nTo: clerk@wem.example\nFrom: team@wem.example\n",
        "clerk@wem.example",
        Place::Header
    )]
    #[case::a_sender(
        "Message from <police@host.example> to <clerk@wem.example> was rejected.\n",
        "clerk@wem.example",
        Place::Sentence
    )]
    #[case::expanded(
        "The following addresses had permanent fatal errors:\n<clerk@wem.example>\n    (reason: 550 no)\n    (expanded from: <office@wem.example>)\n",
        "clerk@wem.example",
        Place::Listed
    )]
    #[case::passed_on(
        "It could not be delivered to:\n  clerk@wem.example (mailbox full, forwarded to other@wem.example)\n",
        "clerk@wem.example",
        Place::Listed
    )]
    #[case::generated(
        "It could not be delivered to:\n  clerk@wem.example\n    (ultimately generated from office@wem.example)\n",
        "clerk@wem.example",
        Place::Listed
    )]
    #[case::in_the_reason(
        "It was not delivered.\n<clerk@wem.example>: delivery to <other@wem.example> failed\n",
        "clerk@wem.example",
        Place::Listed
    )]
    #[case::help("The delivery failed. For help contact\nhelp@wem.example\n", "", Place::Nowhere)]
    #[case::help_below("The delivery failed.\nIf you need help, write to:\n\nhelp@wem.example\n", "", Place::Nowhere)]
    #[case::reached(
        "Your mail was delivered to:\n  a@wem.example\n  b@wem.example\n\nIt could not be delivered to:\n  c@wem.example\n",
        "c@wem.example",
        Place::Listed
    )]
    #[case::returned(
        "Undeliverable:\nclerk@wem.example\n\nMessage headers follow\n\nb@wem.example\n",
        "clerk@wem.example",
        Place::Listed
    )]
    #[case::announced_first(
        "A copy of your message is below.\nIt has been returned to you.\n\nThe copy of the message:\nFailed recipient: clerk@wem.example\n",
        "clerk@wem.example",
        Place::Listed
    )]
    fn recipients(#[case] text: &str, #[case] expected: &str, #[case] place: Place) {
        let notice = read(text, &["team@police.example".to_owned()]);
        assert_eq!((notice.recipients.join(", ").as_str(), notice.place), (expected, place));
    }

    #[rstest]
    #[case("Your message could not\n  be delivered.", Outcome::Failed)]
    #[case("Your message has not yet been delivered. Delivery attempts will continue.", Outcome::Delayed)]
    #[case("Error:\t550 no", Outcome::Failed)]
    #[case("The size of each mailbox changes.", Outcome::Unknown)]
    fn outcomes(#[case] text: &str, #[case] expected: Outcome) {
        assert_eq!(read(text, &[]).outcome, expected);
    }
}
