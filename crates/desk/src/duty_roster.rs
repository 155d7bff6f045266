//! Converts a duty roster to the duty of a plan.

use std::collections::BTreeMap;

use chrono::TimeDelta;

use charter::plan::Duty;
use formats::ics::Shift;

/// The words for leave and rest days, in sections.
const ROSTER_WORDS: &str = include_str!("../../../data/roster.txt");

/// In days; a longer span is a typing error in the year.
const MAX_SHIFT_DAYS: i64 = 100;

type Phrase = Vec<String>;

/// Decides which shifts of a roster are no duty: leave, rest days, courses and the like.
#[derive(Clone, Debug, Default)]
pub struct OffDutyWords {
    /// Count wherever they stand.
    off_duty: Vec<Phrase>,
    /// Count at the beginning of a part of the title, or in small letters below a name with a capital: "court" is also a place
    /// and a name.
    first: Vec<Phrase>,
    /// Count if nothing else than words of `beside` and numbers stands beside them, or in capitals beside other words.
    alone: Vec<Phrase>,
    beside: Vec<Phrase>,
    /// Before or after a word for leave they say the opposite, or make it a place or a task.
    before: Vec<Phrase>,
    after: Vec<Phrase>,
}

impl OffDutyWords {
    /// The words of `data/roster.txt`, and those of the user.
    pub fn new(own: &[String]) -> Self {
        let mut words = Self::default();
        let mut section = "";
        for line in ROSTER_WORDS.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            match line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                Some(name) => section = name,
                None => words.section(section).push(tokens(&line.to_lowercase())),
            }
        }
        let own = own.iter().map(|words| tokens(&words.to_lowercase()));
        words.off_duty.extend(own.filter(|phrase| !phrase.is_empty()));
        words
    }

    fn section(&mut self, name: &str) -> &mut Vec<Phrase> {
        match name {
            "off duty" => &mut self.off_duty,
            "first" => &mut self.first,
            "alone" => &mut self.alone,
            "beside" => &mut self.beside,
            "before" => &mut self.before,
            _ => &mut self.after,
        }
    }

    fn is_off_duty(&self, title: &str) -> bool {
        parts(title).any(|part| self.is_leave(part))
    }

    fn is_leave(&self, part: &str) -> bool {
        let (written, words) = (tokens(part), tokens(&part.to_lowercase()));
        let has_capital = |word: &String| word.chars().next().is_some_and(char::is_uppercase);
        let is_mixed = part.chars().any(char::is_lowercase);
        let in_capitals = |at: usize| {
            is_mixed && written.get(at).is_some_and(|word| word.chars().all(|c| c.is_uppercase() || c == '/'))
        };
        let in_small_letters =
            |at: usize| written.iter().any(has_capital) && written.get(at).is_some_and(|word| !has_capital(word));
        let leave = |phrases: &[Phrase], counts: &dyn Fn(usize) -> bool| {
            let stands = |phrase: &Phrase| {
                find(&words, phrase).any(|at| counts(at) && !self.is_undone(&words, at, at + phrase.len()))
            };
            phrases.iter().any(stands)
        };
        leave(&self.off_duty, &|_| true)
            || leave(&self.first, &|at| at == 0 || in_small_letters(at))
            || leave(&self.alone, &in_capitals)
            || self.is_only_leave(&words)
    }

    /// Whether the words around a phrase say that it is no leave.
    fn is_undone(&self, words: &[String], from: usize, until: usize) -> bool {
        let (before, after) = (words.get(..from).unwrap_or_default(), words.get(until..).unwrap_or_default());
        self.before.iter().any(|phrase| before.ends_with(phrase))
            || self.after.iter().any(|phrase| after.starts_with(phrase))
    }

    /// Whether the words are abbreviations for leave and nothing that a duty would have.
    fn is_only_leave(&self, words: &[String]) -> bool {
        let (mut rest, mut has_leave) = (words, false);
        while let Some(word) = rest.first() {
            let leave = self.alone.iter().chain(&self.first).find(|phrase| rest.starts_with(phrase));
            has_leave |= leave.is_some();
            let known = leave.or_else(|| self.beside.iter().find(|phrase| rest.starts_with(phrase)));
            let is_number = word.chars().all(|c| c.is_ascii_digit());
            let length = known.map_or(usize::from(is_number), Vec::len);
            match rest.get(length..) {
                Some(after) if length > 0 => rest = after,
                _ => return false,
            }
        }
        has_leave
    }
}

/// The parts of a title between dashes, commas, brackets and the like.
fn parts(title: &str) -> impl Iterator<Item = &str> {
    let parts = title.split([',', ';', ':', '(', ')', '[', ']', '|', '–', '—', '\n']);
    parts.flat_map(|part| part.split(" - ")).flat_map(|part| part.split(" / "))
}

/// The words. Single letters between dots, slashes or hyphens are one word, `A/L`: `A/L`, `A.L.`, `A-L`.
fn tokens(text: &str) -> Phrase {
    let text = text.replace('\'', "");
    let words = text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '/' | '-')).flat_map(|word| {
        let letters: Vec<&str> = word.split(['.', '/', '-']).filter(|part| !part.is_empty()).collect();
        match letters.as_slice() {
            [_, _, ..] if letters.iter().all(|part| part.chars().count() == 1) => vec![letters.join("/")],
            _ => letters.into_iter().map(str::to_owned).collect(),
        }
    });
    words.collect()
}

/// Where a phrase stands.
fn find<'a>(words: &'a [String], phrase: &'a [String]) -> impl Iterator<Item = usize> + 'a {
    words.windows(phrase.len().max(1)).enumerate().filter(move |(_, window)| *window == phrase).map(|(at, _)| at)
}

/// The duty, and a description of each skipped shift. The officer is the summary of the shift; a shift for leave, a
/// rest day and the like is no duty.
pub fn duties(shifts: &[Shift], words: &OffDutyWords) -> (Vec<Duty>, Vec<String>) {
    let (mut duties, mut left_out) = (Vec::new(), Vec::new());
    for shift in shifts {
        let label = shift.summary.sanitized().trim().to_owned();
        let label = if label.is_empty() { "on duty".to_owned() } else { label };
        let is_duty = shift.until > shift.from && (shift.until - shift.from).num_days() <= MAX_SHIFT_DAYS;
        if !is_duty || words.is_off_duty(&label) {
            left_out.push(format!("“{label}” of {}", shift.from.format("%-d %b %Y")));
            continue;
        }
        let mut from = shift.from;
        while from < shift.until {
            let until = from.checked_add_signed(TimeDelta::days(1)).map_or(shift.until, |day| day.min(shift.until));
            duties.push(Duty { officer: label.clone(), on: from.date(), from: from.time(), until: until.time() });
            from = until;
        }
    }
    (duties, left_out)
}

/// The skipped shifts in one line, each title once: `“A/L” of 9 Nov 2023, 10 Nov 2023; “Rest day” of 12 Nov 2023`.
pub fn list_skipped(left_out: &[String]) -> String {
    let mut days: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for shift in left_out {
        let (title, day) = shift.rsplit_once("” of ").unwrap_or((shift, ""));
        days.entry(title).or_default().push(day);
    }
    let line = |(title, days): (&&str, &Vec<&str>)| format!("{title}” of {}", days.join(", "));
    days.iter().map(line).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::{OffDutyWords, duties, list_skipped};
    use charter::untrusted::Untrusted;
    use formats::ics::Shift;
    use rstest::rstest;

    fn shift(summary: &str, from: &str, until: &str) -> Shift {
        Shift { summary: Untrusted::from(summary), from: from.parse().unwrap(), until: until.parse().unwrap() }
    }

    #[test]
    fn a_roster_is_duty_but_for_rest_and_leave() {
        let roster = [
            shift("Late", "2023-11-14T14:00:00", "2023-11-14T22:00:00"),
            shift("Night", "2023-11-15T22:00:00", "2023-11-16T06:00:00"),
            shift("On call", "2023-11-17T00:00:00", "2023-11-19T00:00:00"),
            shift("Rest day", "2023-11-20T00:00:00", "2023-11-21T00:00:00"),
            shift("Officer 3", "2023-11-21T09:00:00", "2023-11-21T17:00:00"),
            shift("Backwards", "2023-11-21T09:00:00", "2023-11-21T09:00:00"),
            shift("Rest day", "2023-11-22T00:00:00", "2023-11-23T00:00:00"),
        ];
        let (duties, left_out) = duties(&roster, &OffDutyWords::new(&[]));
        let spans: Vec<String> =
            duties.iter().map(|duty| format!("{} {} {}-{}", duty.officer, duty.on, duty.from, duty.until)).collect();
        assert_eq!(
            spans,
            [
                "Late 2023-11-14 14:00:00-22:00:00",
                "Night 2023-11-15 22:00:00-06:00:00",
                "On call 2023-11-17 00:00:00-00:00:00",
                "On call 2023-11-18 00:00:00-00:00:00",
                "Officer 3 2023-11-21 09:00:00-17:00:00",
            ]
        );
        assert_eq!(left_out, ["“Rest day” of 20 Nov 2023", "“Backwards” of 21 Nov 2023", "“Rest day” of 22 Nov 2023"]);
        assert_eq!(list_skipped(&left_out), "“Backwards” of 21 Nov 2023; “Rest day” of 20 Nov 2023, 22 Nov 2023");
    }

    #[rstest]
    #[case("A/L")]
    #[case("a.l.")]
    #[case("AL")]
    #[case("AL (approved)")]
    #[case("Officer 3 A/L")]
    #[case("Officer 3 - AL")]
    #[case("R/D")]
    #[case("RD 2")]
    #[case("RDIL")]
    #[case("TOIL 4 hours")]
    #[case("Half day AL am")]
    #[case("Annual leave - officer 3")]
    #[case("Sick")]
    #[case("Magistrates' Court, Telford")]
    #[case("Crown Court")]
    #[case("Course: driving")]
    #[case("Training day")]
    #[case("OFF")]
    #[case("Bank Holiday")]
    #[case("Smith RD")]
    #[case("Jones AL")]
    #[case("Late/AL")]
    #[case("A-L")]
    #[case("A L")]
    #[case("RDs")]
    #[case("Ann Lve")]
    #[case("Weekly rest")]
    #[case("Not available")]
    #[case("Out of office")]
    #[case("Jones holiday")]
    #[case("Jones court")]
    #[case("RDW late / A/L")]
    fn leave(#[case] title: &str) {
        assert!(OffDutyWords::new(&[]).is_off_duty(title), "{title}");
    }

    /// A name, a place, a task, or the opposite.
    #[rstest]
    #[case("Al Jones")]
    #[case("court street base")]
    #[case("Court Street")]
    #[case("Training Centre patrol")]
    #[case("Holiday Inn visit")]
    #[case("Sick Lane beat")]
    #[case("Rest day working")]
    #[case("RDW late")]
    #[case("Bank holiday duty")]
    #[case("Golf course patrol")]
    #[case("Off-road patrol")]
    #[case("Hampton Court")]
    #[case("Foot patrol Castle Court")]
    #[case("Leave Bridge patrol")]
    #[case("R/D Worked")]
    #[case("A/L cancelled")]
    #[case("Rest days cancelled")]
    #[case("Course cancelled - Late")]
    #[case("Not on leave")]
    #[case("Early (no annual leave)")]
    #[case("School holidays late")]
    #[case("Absence management duty")]
    #[case("Conference room")]
    #[case("Early turn, cancelled leave")]
    #[case("Allscott beat")]
    #[case("Coursework Road")]
    #[case("Late")]
    #[case("")]
    fn duty(#[case] title: &str) {
        assert!(!OffDutyWords::new(&[]).is_off_duty(title), "{title}");
    }

    #[test]
    fn the_users_own_words_count_too() {
        let words = OffDutyWords::new(&["Spare Day".to_owned(), " ".to_owned(), "M.A.".to_owned()]);
        assert!(words.is_off_duty("spare day - officer 2") && words.is_off_duty("m/a"));
        assert!(!words.is_off_duty("Spare") && !words.is_off_duty("Late"));
    }
}
