//! The sentence above a quoted mail: `On Tue, 12 Sep 2023 at 14:05, the team <…> wrote:`.
//!
//! It names an address or a time of day; a council's own "On 12 September the council said:" names neither.

use super::header_block::{has_time, is_dated};
use super::header_words::Phrases;
use super::quote_marks::is_quoted;

/// Longest attribution, in bytes and in lines.
const MAX_ATTRIBUTION_BYTES: usize = 400;
const MAX_ATTRIBUTION_LINES: usize = 4;

/// What a program draws around an attribution.
const DRAWN: [char; 7] = ['-', '*', '_', '=', '~', ' ', '\u{a0}'];

/// Number of lines of the attribution that starts here.
pub(crate) fn attribution(lines: &[&str]) -> Option<usize> {
    let first = lines.first()?.trim_start_matches(DRAWN).trim_end();
    let dated = first.starts_with(|c: char| c.is_ascii_digit());
    let starts = starts_with_on(first);
    let may_wrap = dated || starts || is_dated(first);
    // Most lines neither begin an attribution nor end one.
    if !may_wrap && !ends_with_colon(first) {
        return None;
    }
    let mut sentence = String::new();
    for (index, line) in lines.iter().take(if may_wrap { MAX_ATTRIBUTION_LINES } else { 1 }).enumerate() {
        let line = if index == 0 { first } else { line.trim() };
        if line.is_empty() || sentence.len() + line.len() > MAX_ATTRIBUTION_BYTES {
            return None;
        }
        sentence.push_str(if index == 0 { "" } else { " " });
        sentence.push_str(line);
        let is_alone = || lines.get(index + 1).is_none_or(|below| below.trim().is_empty() || is_quoted(below));
        if ends_attribution(&sentence, dated, starts) || (starts && is_bare_attribution(&sentence) && is_alone()) {
            return Some(index + 1);
        }
    }
    None
}

fn ends_with_colon(sentence: &str) -> bool {
    sentence.trim_end_matches(DRAWN).ends_with(':')
}

/// Whether a sentence is an attribution. `dated`: it starts with a figure. `starts`: with "On".
fn ends_attribution(sentence: &str, dated: bool, starts: bool) -> bool {
    let addressed = sentence.contains('@');
    let undrawn = sentence.trim_end_matches(DRAWN);
    let Some(words) = undrawn.strip_suffix(':') else {
        // Zoho draws dashes instead of a colon, and some programs write neither.
        let is_drawn = undrawn.len() < sentence.trim_end().len();
        return starts && is_dated(undrawn) && (is_drawn || addressed) && ends_with(Phrases::Wrote, undrawn);
    };
    let words = words.trim_end_matches(['*', '_', ' ', '\u{a0}', '\u{202f}']);
    let wrote = ends_with(Phrases::Wrote, words) || (starts && has_time(words) && contains(Phrases::Wrote, words));
    if addressed {
        wrote || ends_with(Phrases::Said, words) || (dated && words.ends_with('>'))
    } else if names_council(words) {
        false
    } else {
        let is_author_set_off = || starts && is_followed_by_a_day(words) && words.contains(", ");
        wrote && ((dated || starts || is_dated(words)) && has_time(words) || is_author_set_off())
    }
}

/// Whether a sentence speaks of the council as its own author does: "On 12 September at 19:30 the council wrote: ..." is its own.
fn names_council(words: &str) -> bool {
    const OWN: [&str; 7] =
        ["the council", "our council", "this council", "the parish", "the town council", "the clerk", "the chair"];
    let words = words.to_lowercase();
    OWN.iter().any(|own| words.contains(own))
}

/// Whether a sentence names a day and a time and ends with "wrote".
fn is_bare_attribution(sentence: &str) -> bool {
    has_time(sentence) && is_dated(sentence) && ends_with(Phrases::Wrote, sentence)
}

/// Whether the first word is that of an attribution, with a capital.
fn starts_with_on(line: &str) -> bool {
    let Some((first, rest)) = line.split_once([' ', '\u{a0}']) else { return false };
    let known = first.len() <= 4 && first.starts_with(char::is_uppercase);
    known && rest.contains(|c: char| c.is_ascii_digit()) && Phrases::On.iter().any(|word| word == first.to_lowercase())
}

fn ends_with(phrases: Phrases, words: &str) -> bool {
    let words = words.to_lowercase();
    let starts_word = |before: &str| !before.is_empty() && !before.ends_with(char::is_alphanumeric);
    phrases.iter().any(|phrase| words.strip_suffix(phrase).is_some_and(starts_word))
}

fn contains(phrases: Phrases, words: &str) -> bool {
    let words = words.to_lowercase();
    phrases.iter().any(|phrase| words.contains(&format!(" {phrase} ")))
}

/// The lines of a mail, with their offsets in bytes. A line is split where an attribution begins or ends inside it: some
/// programs write it behind the reply's last words.
pub(crate) fn mail_lines(text: &str) -> Vec<(usize, &str)> {
    let mut offset = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        let start = offset;
        offset += line.len();
        let line = line.strip_suffix('\n').unwrap_or(line);
        (start, line.strip_suffix('\r').unwrap_or(line))
    });
    let lines: Vec<(usize, &str)> = lines.collect();
    let mut split = Vec::with_capacity(lines.len());
    for (index, (offset, line)) in lines.iter().enumerate() {
        if !is_dated(line) || is_quoted(line) {
            split.push((*offset, *line));
            continue;
        }
        let below =
            lines.get(index + 1..).unwrap_or_default().iter().take(MAX_ATTRIBUTION_LINES - 1).map(|(_, line)| *line);
        let below: Vec<&str> = below.collect();
        let mut from = 0;
        for at in inner_bounds(line, &below) {
            split.push((offset + from, line.get(from..at).unwrap_or_default()));
            from = at;
        }
        split.push((offset + from, line.get(from..).unwrap_or_default()));
    }
    split
}

/// Offsets at which an attribution begins and ends inside a line, not at its ends.
fn inner_bounds(line: &str, below: &[&str]) -> Vec<usize> {
    let words = line.match_indices(' ').map(|(at, _)| at + 1);
    for start in std::iter::once(0).chain(words) {
        let near = line.floor_char_boundary(start + MAX_ATTRIBUTION_BYTES);
        let rest = line.get(start..near).unwrap_or_default();
        if !starts_with_on(rest) || !is_followed_by_a_day(rest) {
            continue;
        }
        let ends = rest.match_indices(": ").map(|(at, _)| at + 1);
        let end = ends.filter_map(|end| rest.get(..end)).find(|sentence| attribution(&[sentence]) == Some(1));
        let lines: Vec<&str> = std::iter::once(rest).chain(below.iter().copied()).collect();
        if end.is_none() && (near < line.len() || attribution(&lines).is_none()) {
            continue;
        }
        let bounds = [Some(start), end.map(|sentence| start + sentence.len())];
        let has_words = |at: &usize| line.get(..*at).is_some_and(|before| before.contains(char::is_alphanumeric));
        return bounds.into_iter().flatten().filter(has_words).collect();
    }
    Vec::new()
}

/// Whether a day stands behind the first word: a figure among the next three words.
fn is_followed_by_a_day(rest: &str) -> bool {
    rest.split(' ').skip(1).take(3).any(|word| word.starts_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::{attribution, mail_lines};
    use rstest::rstest;

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
    #[case("On 12 September 2023 at 19:30 the council wrote:", None)]
    #[case("On 01/09/2023 09:00, Wem Town Council wrote:", Some(1))]
    #[case("On 1 Sep, Team wrote:", Some(1))]
    #[case("On 1 Sep we wrote:", None)]
    #[case("On this the council wrote:", None)]
    #[case("On Tuesday 12\n\nthe council wrote:", None)]
    #[case("The chairman wrote:", None)]
    fn attributions(#[case] text: &str, #[case] count: Option<usize>) {
        assert_eq!(attribution(&text.split('\n').collect::<Vec<_>>()), count);
    }

    #[rstest]
    #[case("---- On Fri, 01 Sep 2023 09:00:00 +0100 Team <t@police.example> wrote ----", Some(1))]
    #[case("On Fri, 1 Sep 2023 at 09:00, Team <t@police.example> wrote", Some(1))]
    #[case("On Friday the Inspector wrote", None)]
    #[case("On 1 September 2023 at 09:00, Team wrote\n\nDear", Some(1))]
    #[case("On 1 September 2023 at 09:00 the team wrote\nto us", None)]
    #[case("Am 01.09.23 um 09:00 schrieb Team:", Some(1))]
    #[case("Le ven. 1 sept. 2023 à 09:00, Team <t@police.example> a\u{a0}écrit :", Some(1))]
    #[case("W dniu 1.09.2023 o 09:00, Team pisze:", Some(1))]
    #[case("pt., 1 wrz 2023 o 09:00 Team\n<t@police.example> napisał(a):", Some(2))]
    #[case("Op vr 1 sep. 2023 om 09:00 schreef Team <t@police.example>:", Some(1))]
    #[case("On 1 September 2023 at 19:30 the council meets:", None)]
    fn attributions_of_other_programs(#[case] text: &str, #[case] count: Option<usize>) {
        assert_eq!(attribution(&text.split('\n').collect::<Vec<_>>()), count);
    }

    /// A bar before each line but the first.
    #[rstest]
    #[case("Yes. On 3 Sep 2023 at 10:00, Team wrote:\n> a", "Yes. |On 3 Sep 2023 at 10:00, Team wrote:|> a")]
    #[case("Yes. On 3 Sep 2023 at 10:00, Team\nwrote:", "Yes. |On 3 Sep 2023 at 10:00, Team|wrote:")]
    #[case("On 3 Sep 2023 at 10:00, Team wrote: Dear", "On 3 Sep 2023 at 10:00, Team wrote:| Dear")]
    #[case("---- On 3 Sep 2023 10:00 Team wrote ----", "---- On 3 Sep 2023 10:00 Team wrote ----")]
    #[case("We meet On 3 Sep 2023 at 10:00: come\r\n", "We meet On 3 Sep 2023 at 10:00: come")]
    fn lines(#[case] text: &str, #[case] expected: &str) {
        let lines = mail_lines(text);
        assert!(lines.iter().all(|(offset, line)| text[*offset..].starts_with(line)));
        assert_eq!(lines.iter().map(|(_, line)| *line).collect::<Vec<_>>().join("|"), expected);
    }
}
