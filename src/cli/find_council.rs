//! Finds a council by id, ONS code or name: an exact name, else a name that the matcher of the inbox is certain of, else the
//! beginning of one council's name or parish.

use charter::alias::Alias;
use charter::council::Council;
use charter::english::pluralize;
use charter::search_key::{NameRanker, Query, Rank, SearchKey, fold};
use reading::matching::{Confidence, Found, Matcher};

use super::failure::Failure;

const MAX_SUGGESTIONS: usize = 5;

/// More councils that fit are counted, not listed.
const MAX_LISTED: usize = 20;

const MIN_PREFIX: usize = 3;
const ARTICLES: [&str; 3] = ["a", "an", "the"];

/// `aliases` are names learnt from replies.
///
/// # Errors
/// No council fits, or several do. The message lists the nearest, or what tells them apart.
pub fn find<'a>(typed: &str, councils: &'a [Council], aliases: &[Alias]) -> Result<&'a Council, Failure> {
    let typed = typed.trim();
    let fitting: Vec<&Council> = if let Ok(id) = typed.parse::<i64>() {
        councils.iter().filter(|council| council.id.0 == id).collect()
    } else if is_ons_code(typed) {
        let covers = |council: &&Council| council.parishes.iter().any(|parish| parish.code.eq_ignore_ascii_case(typed));
        councils.iter().filter(covers).collect()
    } else {
        return find_by_name(typed, councils, aliases);
    };
    match fitting.as_slice() {
        [one] => Ok(one),
        [] => Err(not_found_error(typed, &[])),
        several => Err(several_error(typed, several)),
    }
}

fn find_by_name<'a>(typed: &str, councils: &'a [Council], aliases: &[Alias]) -> Result<&'a Council, Failure> {
    let query = Query::new(typed);
    let ranks: Vec<(Rank, &Council)> = councils
        .iter()
        .filter_map(|council| Some((query.as_ref()?.rank_by_words(&search_key(council))?, council)))
        .collect();
    let of_rank = |wanted: Rank| -> Vec<&Council> {
        ranks.iter().filter(|(rank, _)| *rank == wanted).map(|(_, council)| *council).collect()
    };
    match of_rank(Rank::Exact).as_slice() {
        [one] => return Ok(one),
        [] => {}
        several => return Err(several_error(typed, several)),
    }
    let mut begun = if may_be_prefix(typed) { of_rank(Rank::Prefix) } else { Vec::new() };
    let found = Matcher::new(councils, aliases).match_name(typed, None);
    if let Found::One(sure) = &found
        && sure.confidence == Confidence::Certain
        && let Some(known) = councils.iter().find(|council| council.id == sure.council)
    {
        if begun.is_empty() || begun.iter().any(|council| council.id == known.id) {
            return Ok(known);
        }
        // A name learnt from a reply may be the beginning of another council's name.
        begun.push(known);
    }
    match begun.as_slice() {
        [one] => Ok(one),
        [] => Err(not_found_error(typed, &suggestions(typed, &found, councils))),
        several => Err(several_error(typed, several)),
    }
}

/// One or two letters, or an article, begin one name only by chance.
fn may_be_prefix(typed: &str) -> bool {
    let folded = fold(typed);
    folded.chars().count() >= MIN_PREFIX && folded.split(' ').any(|word| !ARTICLES.contains(&word))
}

fn several_error(typed: &str, several: &[&Council]) -> Failure {
    let more = match several.len().saturating_sub(MAX_LISTED) {
        0 => String::new(),
        more => format!("\n  and {more} more; type more of the name"),
    };
    Failure::Refused(format!(
        "“{typed}” fits {}. Nothing was changed; name one by its id or code, or type more of its name:\n{}{more}",
        pluralize(several.len(), "council"),
        describe_candidates(&several[..several.len().min(MAX_LISTED)])
    ))
}

fn is_ons_code(typed: &str) -> bool {
    let bytes = typed.as_bytes();
    bytes.len() == 9 && bytes[0].is_ascii_alphabetic() && bytes[1..].iter().all(u8::is_ascii_digit)
}

fn search_key(council: &Council) -> SearchKey {
    SearchKey::new(council.name.raw(), council.parishes.iter().map(|parish| parish.name.raw()))
}

fn not_found_error(typed: &str, near: &[&Council]) -> Failure {
    let advice = if near.is_empty() {
        "look for it with `charterdesk list --find TEXT`".to_owned()
    } else {
        format!("the nearest are:\n{}", describe_candidates(near))
    };
    Failure::Refused(format!("no council is called “{typed}”. Nothing was changed; {advice}"))
}

/// The nearest names: by the matcher, else by words, else by letters in order.
fn suggestions<'a>(typed: &str, found: &Found, councils: &'a [Council]) -> Vec<&'a Council> {
    let matched = found.candidates().iter();
    let matched: Vec<&Council> = matched
        .filter_map(|candidate| councils.iter().find(|council| council.id == candidate.council))
        .take(MAX_SUGGESTIONS)
        .collect();
    if !matched.is_empty() {
        return matched;
    }
    let Some(query) = Query::new(typed) else { return Vec::new() };
    let known: Vec<(&Council, SearchKey)> = councils.iter().map(|council| (council, search_key(council))).collect();
    let fuzzy = NameRanker::default();
    let mut ranked: Vec<(Rank, &Council)> =
        known.iter().filter_map(|(council, key)| Some((query.rank_by_words(key)?, *council))).collect();
    if ranked.is_empty() {
        ranked = known.iter().filter_map(|(council, key)| Some((fuzzy.rank(&query, key)?, *council))).collect();
    }
    ranked.sort_by_key(|(rank, council)| (*rank, council.position));
    ranked.into_iter().take(MAX_SUGGESTIONS).map(|(_, council)| council).collect()
}

/// One council a line: id, name, district, county, codes.
fn describe_candidates(councils: &[&Council]) -> String {
    let lines: Vec<String> = councils
        .iter()
        .map(|council| {
            let codes: Vec<&str> = council.parishes.iter().map(|parish| parish.code.as_str()).collect();
            format!(
                "  {:>5}  {}, {}, {} ({})",
                council.id.0,
                council.name.sanitized(),
                council.district.sanitized(),
                council.county.sanitized(),
                codes.join(" ")
            )
        })
        .collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::{Alias, Council, Failure, find};
    use charter::alias::AliasKind;
    use charter::change::Moment;
    use charter::council::{FormerContact, Kind, Parish};
    use charter::ids::{AliasId, CouncilId};
    use charter::search_key::fold;
    use charter::untrusted::Untrusted;
    use desk::seed::seed;
    use rstest::rstest;
    use store::Store;

    fn councils() -> Vec<Council> {
        let rows = [
            (1, "Wellington", "E04000001", "Wellington", "Herefordshire"),
            (2, "Wellington Town Council", "E04000002", "Wellington", "Telford and Wrekin"),
            (3, "Wem Town Council", "E04000003", "Wem Urban", "Shropshire"),
            (4, "Shrewsbury Town Council", "E04000004", "Shrewsbury", "Shropshire"),
        ];
        rows.map(|(id, name, code, parish, district)| Council {
            id: CouncilId(id),
            version: 1,
            position: id,
            name: Untrusted::from(name),
            name_confirmed: true,
            kind: Kind::Town,
            county: Untrusted::from("County"),
            district: Untrusted::from(district),
            team: Untrusted::default(),
            former_contact: FormerContact::default(),
            meeting_pattern: Untrusted::default(),
            pattern: None,
            active_from: None,
            inactive_on: None,
            successors: Vec::new(),
            parishes: vec![Parish {
                code: code.into(),
                name: Untrusted::from(parish),
                latitude: None,
                longitude: None,
            }],
        })
        .to_vec()
    }

    #[rstest]
    #[case("3", 3)]
    #[case("e04000003", 3)]
    #[case("WEM", 3)]
    #[case("wem urban", 3)]
    #[case(" Wem Town Council ", 3)]
    #[case("Wellington town council", 2)]
    #[case("Shrew", 4)]
    #[case("wem u", 3)]
    #[case("shrewsbury town", 4)]
    fn one_is_meant(#[case] typed: &str, #[case] id: i64) {
        assert_eq!(find(typed, &councils(), &[]).unwrap().id, CouncilId(id));
    }

    #[rstest]
    #[case("Wellington", &["fits 2 councils", "1  Wellington, Herefordshire", "E04000002", "by its id or code"])]
    #[case("Well", &["fits 2 councils", "1  Wellington, Herefordshire", "2  Wellington Town Council"])]
    #[case("Shrewsberry", &["no council is called", "Shrewsbury Town Council"])]
    #[case("shrw", &["Shrewsbury Town Council"])]
    #[case("The", &["no council is called “The”"])]
    #[case("Sh", &["no council is called “Sh”"])]
    #[case("town", &["Wem Town Council", "Wellington Town Council"])]
    #[case("99", &["no council is called “99”"])]
    #[case("E04999999", &["no council is called"])]
    #[case("bury", &["no council is called"])]
    #[case("", &["no council"])]
    fn none_or_several_are_refused(#[case] typed: &str, #[case] expected: &[&str]) {
        let Err(Failure::Refused(text)) = find(typed, &councils(), &[]) else { panic!("taken: {typed}") };
        assert!(expected.iter().all(|part| text.contains(part)), "{text}");
        assert!(text.contains("Nothing was changed"), "{text}");
    }

    #[test]
    fn a_learnt_name_and_the_beginning_of_another_are_asked_about() {
        let alias = Alias {
            id: AliasId(1),
            version: 1,
            kind: AliasKind::Name,
            written: Untrusted::from("Shrew"),
            learnt_on: "2023-10-01".parse().unwrap(),
            council: CouncilId(3),
        };
        let councils = councils();
        let Err(Failure::Refused(text)) = find("shrew", &councils, &[alias]) else { panic!("taken") };
        assert!(text.contains("3  Wem Town Council") && text.contains("4  Shrewsbury Town Council"), "{text}");
    }

    /// Every beginning of every name in the register leads to a council that has it, or to a question.
    #[test]
    fn the_beginning_of_a_name_is_never_taken_for_another_council() {
        let folder = tempfile::tempdir().unwrap();
        let moment = Moment { at: "2023-10-05T09:00:00Z".parse().unwrap() };
        let councils = Store::open(&folder.path().join("desk.db"), moment, seed).unwrap().store.councils().unwrap();
        let mut found = 0;
        for council in councils.iter().step_by(23) {
            let name = council.name.raw();
            for (end, _) in name.char_indices().skip(2).step_by(2) {
                let typed = &name[..end];
                let wanted = fold(typed);
                let Ok(taken) = find(typed, &councils, &[]) else { continue };
                let parishes = taken.parishes.iter().map(|parish| parish.name.raw());
                let mut names = parishes.chain([taken.name.raw()]).map(fold);
                assert!(names.any(|name| name.starts_with(&wanted)), "{typed}: {}", taken.name.raw());
                found += 1;
            }
            match find(name, &councils, &[]) {
                Ok(taken) => assert_eq!(taken.id, council.id, "{name}"),
                Err(failure) => assert!(failure.message().is_some_and(|text| text.contains("fits 2")), "{name}"),
            }
        }
        assert!(found > 100, "{found}");
    }
}
