//! Accuracy of matching written names of councils: `cargo test --locked --test matching -- --nocapture` prints the
//! table.
//!
//! `README.md` beside this file describes the forms and how they were made.

use std::collections::BTreeMap;

use charter::change::Act;
use charter::council::{Council, FormerContact};
use charter::ids::CouncilId;
use charter::untrusted::Untrusted;
use desk::seed::seed;
use reading::matching::{Confidence, Found, Matcher};

/// Minimum share of forms whose first candidate is right, or that are rightly ambiguous.
const MIN_ACCURACY: f64 = 0.985;

/// The register shipped with the program, as a new database holds it.
fn register() -> Vec<Council> {
    let first = seed().expect("the register is read");
    let entered = first.change.acts.into_iter().filter_map(|act| match act {
        Act::AddCouncil(entered) => Some(entered),
        _ => None,
    });
    (1..)
        .zip(entered)
        .map(|(id, entered)| Council {
            id: CouncilId(id),
            version: 1,
            position: entered.position,
            name: entered.name,
            name_confirmed: entered.name_confirmed,
            kind: entered.kind,
            county: entered.county,
            district: entered.district,
            team: entered.team,
            former_contact: FormerContact::default(),
            meeting_pattern: Untrusted::default(),
            pattern: None,
            active_from: None,
            inactive_on: None,
            successors: Vec::new(),
            parishes: entered.parishes,
        })
        .collect()
}

/// The right answer for a form.
enum Expected {
    Council(CouncilId),
    /// Several councils have this name, so a person must decide.
    Question,
    /// No council of the register.
    Nobody,
}

struct Form {
    written: String,
    area: Option<String>,
    expected: Expected,
    how: String,
}

fn forms(councils: &[Council]) -> Vec<Form> {
    let mut reader = csv::Reader::from_reader(include_bytes!("forms.csv").as_slice());
    let owner = |code: &str| {
        let has = |council: &&Council| council.parishes.iter().any(|parish| parish.code == code);
        councils.iter().find(has).unwrap_or_else(|| panic!("no parish {code}")).id
    };
    reader
        .records()
        .map(|record| {
            let record = record.expect("a row");
            Form {
                written: record[0].to_owned(),
                area: Some(record[1].to_owned()).filter(|area| !area.is_empty()),
                expected: match &record[2] {
                    "" => Expected::Question,
                    "none" => Expected::Nobody,
                    code => Expected::Council(owner(code)),
                },
                how: record[3].to_owned(),
            }
        })
        .collect()
}

/// Counts for one way of writing names.
#[derive(Default)]
struct Tally {
    forms: usize,
    right: usize,
    certain: usize,
    wrongly_certain: usize,
    one_wrong: usize,
    asked: usize,
}

fn is_certain(found: &Found) -> bool {
    matches!(found, Found::One(one) if one.confidence == Confidence::Certain)
}

impl Tally {
    /// Adds a form. Returns whether the answer was right.
    fn add(&mut self, form: &Form, found: &Found) -> bool {
        let first = found.candidates().first().map(|candidate| candidate.council);
        let certain = is_certain(found);
        let right = match form.expected {
            Expected::Council(council) => first == Some(council),
            Expected::Question | Expected::Nobody => !certain,
        };
        self.forms += 1;
        self.right += usize::from(right);
        self.certain += usize::from(certain);
        self.wrongly_certain += usize::from(certain && !right);
        self.one_wrong += usize::from(matches!(found, Found::One(_)) && !right);
        self.asked += usize::from(matches!(found, Found::Ambiguous(_) | Found::Joint(_)));
        right
    }

    fn row(&self, how: &str) -> String {
        let share = |part: usize| 100.0 * part as f64 / self.forms.max(1) as f64;
        format!(
            "{how:<24} {:>5} {:>7} {:>6.1}% {:>7} {:>6.1}% {:>8} {:>9}",
            self.forms,
            self.right,
            share(self.right),
            self.certain,
            share(self.certain),
            self.asked,
            self.wrongly_certain
        )
    }
}

fn describe_candidates(found: &Found, councils: &[Council]) -> String {
    let name =
        |id: CouncilId| councils.iter().find(|council| council.id == id).map_or("", |council| council.name.raw());
    let candidates = found.candidates().iter().take(3).map(|candidate| {
        let why: Vec<String> = candidate.reasons.iter().map(|reason| reason.describe()).collect();
        format!("{} ({}: {})", name(candidate.council), candidate.confidence, why.join("; "))
    });
    candidates.collect::<Vec<_>>().join(" | ")
}

#[test]
fn written_forms_find_their_councils() {
    let councils = register();
    let matcher = Matcher::new(&councils, &[]);
    let forms = forms(&councils);
    let mut by_way: BTreeMap<&str, Tally> = BTreeMap::new();
    let mut all = Tally::default();
    for form in &forms {
        let found = matcher.match_name(&form.written, form.area.as_deref());
        by_way.entry(&form.how).or_default().add(form, &found);
        if !all.add(form, &found) {
            println!("wrong: {:?} {:?} -> {}", form.written, form.area, describe_candidates(&found, &councils));
        }
    }
    println!(
        "{:<24} {:>5} {:>7} {:>7} {:>7} {:>7} {:>8} {:>9}",
        "how", "forms", "right", "", "certain", "", "asked", "wrongly"
    );
    for (how, tally) in &by_way {
        println!("{}", tally.row(how));
    }
    println!("{}", all.row("all"));
    assert!(forms.len() >= 320, "{} forms", forms.len());
    assert_eq!(all.wrongly_certain, 0, "a wrong council was certain");
    let share = all.right as f64 / all.forms as f64;
    assert!(share >= MIN_ACCURACY, "{share:.3} of the forms are answered rightly");
}

/// Mails of other authors whose heading names the council: `=== d012: Fownhope Parish Council`. The reader gets the mail.
#[test]
fn mails_find_their_councils() {
    let councils = register();
    let matcher = Matcher::new(&councils, &[]);
    let mut tally = Tally::default();
    for example in ["d", "e", "g", "h"] {
        let path = format!("{}/tests/reading/others/{example}.txt", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).expect("the set");
        for reply in trainer::corpus::parse(example, &text).expect("labels") {
            let Some((_, heading)) = reply.id.split_once(": ") else { continue };
            let Found::One(named) = matcher.match_name(heading, None) else { continue };
            let name = councils.iter().find(|council| council.id == named.council).expect("a council");
            let folded = |text: &str| charter::search_key::fold(text);
            // The mail has to name it in some way.
            let word = folded(heading).split(' ').next().unwrap_or_default().to_owned();
            if word.len() < 4 || !folded(&format!("{} {}", reply.subject, reply.text)).contains(&word) {
                continue;
            }
            let clues = reading::matching::Clues { subject: &reply.subject, text: &reply.text, ..Default::default() };
            let found = matcher.match_item(&clues);
            let form = Form {
                written: reply.id.clone(),
                area: None,
                expected: Expected::Council(named.council),
                how: String::new(),
            };
            if !tally.add(&form, &found) {
                println!("wrong: {} ({}) -> {}", reply.id, name.name.raw(), describe_candidates(&found, &councils));
            }
        }
    }
    println!("{}", tally.row("mails"));
    assert_eq!(tally.wrongly_certain, 0, "a wrong council was certain");
}
