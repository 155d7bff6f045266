//! Refuses the name of a person where a role or a post belongs.

use charter::untrusted::Untrusted;
use reading::contacts::is_role_word;

use super::reader::FieldReader;

/// Titles of a person. A word after one is a name, unless it belongs to a role: "Mr Chairman".
const TITLES: &[&str] =
    &["mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "rev", "revd", "reverend", "cllr", "councillor"];

/// Ranks, which name a post too. A capital word after one is a name, unless a comma parts them: "PC, Leominster".
const RANKS: &[&str] = &[
    "pc",
    "pcso",
    "dc",
    "ds",
    "di",
    "sgt",
    "ps",
    "sergeant",
    "constable",
    "insp",
    "inspector",
    "ch",
    "supt",
    "superintendent",
];

/// Words of a post beside those of a role at a council.
const POST_WORDS: &[&str] = &[
    "snt",
    "team",
    "safer",
    "neighbourhood",
    "neighbourhoods",
    "local",
    "rural",
    "urban",
    "crime",
    "response",
    "duty",
    "custody",
    "roads",
    "watch",
    "north",
    "south",
    "east",
    "west",
    "central",
    "area",
    "district",
    "county",
    "in",
    "charge",
    "on",
    "at",
    "with",
    "planning",
    "events",
    "wildlife",
    "schools",
    "supervisor",
    "coordinator",
    "co-ordinator",
    "harm",
    "reduction",
    "prevention",
    "problem",
    "solving",
    "hub",
    "cyber",
    "partnership",
    "partnerships",
    "unit",
    "sector",
    "lpa",
    "youth",
    "licensing",
    "training",
    "base",
    "station",
];

/// The title and the word after it, if the text names a person.
fn named_person(text: &str) -> Option<String> {
    let is_number = |word: &str| word.chars().all(|c| c.is_ascii_digit());
    let words = text.split(|c: char| c.is_whitespace() || c == '/');
    let words: Vec<&str> = words.filter(|word| !is_number(word)).collect();
    words.windows(2).find(|pair| is_name_after_title(pair[0], pair[1])).map(|pair| pair.join(" "))
}

fn is_name_after_title(title: &str, word: &str) -> bool {
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let (folded, next) = (bare(title), bare(word));
    let is_capital = word.starts_with(char::is_uppercase);
    let is_word = next.chars().next().is_some_and(char::is_alphabetic);
    let is_initial = is_capital && next.chars().count() == 1;
    let is_known = [TITLES, RANKS, POST_WORDS].iter().any(|list| list.contains(&&*next)) || is_role_word(&next);
    // After a comma or a bracket comes the place of the post.
    let is_parted = title.ends_with([',', ';', ':', ')']) || word.starts_with(['(', '–', '-', '&']);
    let is_title = TITLES.contains(&&*folded) && (folded != "councillor" || is_capital);
    let is_rank = RANKS.contains(&&*folded) && is_capital;
    is_word && (is_initial || !is_known) && !is_parted && (is_title || is_rank)
}

/// Refuses a typed person's name. What was not typed, and what is on record already, stays.
pub(super) fn refuse_name(reader: &mut FieldReader<'_>, field: &'static str, example: &str, known: &Untrusted) {
    let typed = reader.text(field);
    if typed == *known {
        return;
    }
    if let Some(name) = named_person(typed.raw()) {
        let name = Untrusted::new(name);
        reader.refuse(
            field,
            &format!("“{}” looks like a person; write the post, not a name: {example}", name.sanitized()),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::named_person;
    use rstest::rstest;

    #[rstest]
    #[case("Mrs A. Body", true)]
    #[case("Dear Mr Body", true)]
    #[case("dear mrs body", true)]
    #[case("Dear Dr. Body", true)]
    #[case("Cllr Body (chair)", true)]
    #[case("Clerk: Miss Body", true)]
    #[case("Mr/Mrs Body", true)]
    #[case("Mr and Mrs Body", true)]
    #[case("Councillor Body", true)]
    #[case("Sgt Body", true)]
    #[case("PC 1234 Body", true)]
    #[case("PC Body, Wem", true)]
    #[case("PCSO Body", true)]
    #[case("Insp. Body", true)]
    #[case("Sergeant Body", true)]
    #[case("Dear Clerk", false)]
    #[case("Dear Sir or Madam", false)]
    #[case("Dear Mr Chairman", false)]
    #[case("the clerk", false)]
    #[case("Town Clerk and RFO", false)]
    #[case("Assistant Clerk (Planning)", false)]
    #[case("Councillor with responsibility for policing", false)]
    #[case("Responsible Financial Officer", false)]
    #[case("Proper Officer, Wem", false)]
    #[case("sergeant, Wem", false)]
    #[case("sergeant, Wem and Prees", false)]
    #[case("PC, Leominster", false)]
    #[case("PC (Wem)", false)]
    #[case("PC and PCSO, Wem", false)]
    #[case("PC for Wem", false)]
    #[case("Chief Inspector, North Shropshire", false)]
    #[case("Inspector Local Policing", false)]
    #[case("Sergeant Rural Crime Team", false)]
    #[case("superintendent", false)]
    #[case("PCSO Supervisor", false)]
    #[case("Sergeant Problem Solving Hub", false)]
    #[case("", false)]
    fn a_title_before_a_name_names_a_person(#[case] text: &str, #[case] is_person: bool) {
        assert_eq!(named_person(text).is_some(), is_person, "{text}");
    }
}
