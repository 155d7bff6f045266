//! Whole replies, in a small register with twins.

use chrono::NaiveDate;
use proptest::prelude::{prop_assert, proptest};
use rstest::rstest;

use super::{Clues, Confidence, Found, Matcher};
use charter::alias::{Alias, AliasKind};
use charter::contact::{Contact, ContactFacts};
use charter::council::{Council, FormerContact, Kind, Parish};
use charter::ids::{AliasId, ContactId, CouncilId};
use charter::untrusted::Untrusted;

/// Name, sort, district, parishes; the county is the district but for Wychavon.
const REGISTER: &[(&str, Kind, &str, &[&str])] = &[
    ("Ludlow Town Council", Kind::Town, "Shropshire", &["Ludlow"]),
    ("Ludford Parish Council", Kind::Parish, "Shropshire", &["Ludford"]),
    ("Wem Town Council", Kind::Town, "Shropshire", &["Wem Urban"]),
    ("Wem Rural Parish Council", Kind::Parish, "Shropshire", &["Wem Rural"]),
    ("Clun Town Council", Kind::Town, "Shropshire", &["Clun"]),
    ("Clunbury Parish Council", Kind::Parish, "Shropshire", &["Clunbury"]),
    ("Whixall Parish Council", Kind::Parish, "Shropshire", &["Whixall"]),
    ("Wellington Town Council", Kind::Town, "Telford and Wrekin", &["Wellington"]),
    ("Wellington", Kind::Unknown, "Herefordshire", &["Wellington"]),
    ("Withington Parish Council", Kind::Parish, "Shropshire", &["Withington"]),
    ("Withington", Kind::Unknown, "Herefordshire", &["Withington"]),
    ("Alveley and Romsley Parish Council", Kind::Group, "Shropshire", &["Alveley", "Romsley"]),
    ("Pyons Group Parish Council", Kind::Group, "Herefordshire", &["Canon Pyon", "King's Pyon"]),
    ("More", Kind::Unknown, "Shropshire", &["More"]),
    ("Much Wenlock Town Council", Kind::Town, "Shropshire", &["Much Wenlock"]),
    ("St. Weonards", Kind::Unknown, "Herefordshire", &["St. Weonards"]),
    ("Norton", Kind::Unknown, "Herefordshire", &["Norton"]),
    ("Evesham Town Council", Kind::Town, "Wychavon", &["Evesham"]),
    ("Upton-upon-Severn Town Council", Kind::Town, "Malvern Hills", &["Upton-upon-Severn"]),
];

/// The contacts on file: one clerk writes for three councils.
const CONTACTS: &[(&str, &str)] = &[
    ("Ludlow Town Council", "clerk@ludlow.example"),
    ("Whixall Parish Council", "clerk@villages.example"),
    ("Clunbury Parish Council", "clerk@villages.example"),
    ("Ludford Parish Council", "Clerk@Villages.example"),
    ("Much Wenlock Town Council", "office@wenlock.example"),
];

pub(super) fn councils() -> Vec<Council> {
    (1..)
        .zip(REGISTER)
        .map(|(id, (name, kind, district, parishes))| Council {
            id: CouncilId(id),
            version: 1,
            position: id,
            name: Untrusted::from(*name),
            name_confirmed: *kind != Kind::Unknown,
            kind: *kind,
            county: Untrusted::from(if matches!(*district, "Wychavon" | "Malvern Hills") {
                "Worcestershire"
            } else {
                district
            }),
            district: Untrusted::from(*district),
            team: Untrusted::default(),
            former_contact: FormerContact::default(),
            meeting_pattern: Untrusted::default(),
            pattern: None,
            active_from: None,
            inactive_on: None,
            successors: Vec::new(),
            parishes: (0..)
                .zip(*parishes)
                .map(|(number, parish)| Parish {
                    code: format!("E04{id:03}{number:03}"),
                    name: Untrusted::from(*parish),
                    latitude: None,
                    longitude: None,
                })
                .collect(),
        })
        .collect()
}

fn contacts() -> Vec<Contact> {
    let councils = councils();
    let contact = |(id, (name, address)): (i64, &(&str, &str))| Contact {
        id: ContactId(id),
        version: 1,
        councils: councils.iter().filter(|council| council.name.raw() == *name).map(|council| council.id).collect(),
        facts: ContactFacts { role: "clerk".into(), email: (*address).into(), ..ContactFacts::default() },
    };
    (1..).zip(CONTACTS).map(contact).collect()
}

fn alias(council: i64, kind: AliasKind, written: &str) -> Alias {
    let learnt_on = NaiveDate::from_ymd_opt(2023, 7, 12).unwrap();
    Alias {
        id: AliasId(1),
        version: 1,
        council: CouncilId(council),
        kind,
        written: Untrusted::from(written),
        learnt_on,
    }
}

fn matcher() -> Matcher {
    let aliases = [
        alias(9, AliasKind::Address, "parish@hfd.example"),
        alias(10, AliasKind::Name, "Withington by Shrewsbury"),
        alias(11, AliasKind::Name, "Withington Group"),
    ];
    Matcher::new(&councils(), &aliases).with_contacts(&contacts())
}

/// `certain Ludlow Town Council`, `ask Wem …, Wem Rural …`, `many …`, `nobody`; names without the sort of council.
fn summary(found: &Found) -> String {
    let name = |id: CouncilId| {
        let (name, _, district, _) = REGISTER[usize::try_from(id.0).unwrap() - 1];
        let short = name.replace(" Parish Council", "").replace(" Town Council", "").replace(" Group", "");
        if ["Wellington", "Withington"].contains(&short.as_str()) {
            format!("{short}/{}", &district[..1])
        } else {
            short
        }
    };
    let names: Vec<String> = found.candidates().iter().map(|candidate| name(candidate.council)).collect();
    match found {
        Found::One(one) => format!("{} {}", one.confidence, names.join(", ")),
        Found::Ambiguous(_) => format!("ask {}", names.join(", ")),
        Found::Joint(_) => format!("many {}", names.join(", ")),
        Found::NotOurs(..) => "not ours".to_owned(),
        Found::None => "nobody".to_owned(),
    }
}

fn mail<'a>(from: &'a str, subject: &'a str, text: &'a str) -> Clues<'a> {
    let sender = from.rsplit_once('<').map_or(from, |(_, address)| address.trim_end_matches('>'));
    Clues { sender, from, subject, text, ..Clues::default() }
}

#[rstest]
// The address.
#[case("clerk@ludlow.example", "", "Please put us down for monthly visits.", "certain Ludlow")]
#[case("The Clerk <clerk@ludlow.example>", "Re: charter", "We had speeding near Ludford and Clun.", "certain Ludlow")]
#[case("clerk@ludlow.example", "", "Yours\nClerk, Ludlow Town Council", "certain Ludlow")]
#[case("clerk@ludlow.example", "", "I write for Clun Town Council this time.", "ask Ludlow, Clun")]
#[case("clerk@ludlow.example", "Priorities - Clun", "Speeding, parking.", "ask Ludlow, Clun")]
#[case("clerk@ludlow.example", "Speeding in Clun", "Please help.", "certain Ludlow")]
#[case("clerk@ludlow.example", "", "Ludford Parish Council agrees.\nClerk, Ludlow Town Council", "likely Ludlow")]
#[case("parish@hfd.example", "", "Speeding on the A49", "certain Wellington/H")]
#[case("parish@hfd.example", "", "Clerk to Wellington PC", "certain Wellington/H")]
// One clerk for several councils.
#[case("clerk@villages.example", "", "Nothing to report.", "ask Ludford, Clunbury, Whixall")]
#[case("clerk@villages.example", "Whixall Parish Council", "Nothing to report.", "certain Whixall")]
#[case("clerk@villages.example", "Whixall", "Nothing to report.", "certain Whixall")]
#[case("clerk@villages.example", "", "Speeding in Whixall, as ever.", "likely Whixall")]
#[case("clerk@villages.example", "", "Whixall PC: speeding.\nClunbury PC: parking.", "many Whixall, Clunbury")]
#[case("clerk@villages.example", "", "on behalf of Whixall and Clunbury Parish Councils", "many Whixall, Clunbury")]
#[case("clerk@villages.example", "", "From Evesham Town Council", "ask Evesham, Ludford, Clunbury, Whixall")]
// Names, the address being nobody's.
#[case("a@mail.example", "", "Regards\nClerk to Ludlow Town Council", "certain Ludlow")]
#[case("a@mail.example", "", "Regards\n\nParish Clerk\nWhixall Parish Council\n", "certain Whixall")]
#[case("Ludlow Town Council <a@mail.example>", "", "Thanks", "certain Ludlow")]
#[case("Clerk, St Weonards PC <a@mail.example>", "", "Thanks", "certain St. Weonards")]
#[case("a@mail.example", "Ludlow Town Council", "Our priorities are below.", "certain Ludlow")]
#[case("a@mail.example", "Ludlow Town Council", "Ludlow Town Council met on Monday.", "certain Ludlow")]
#[case("a@mail.example", "", "As Ludlow Town Council said, speeding is bad.", "likely Ludlow")]
#[case("a@mail.example", "", "There is speeding in Wem.", "ask Wem")]
#[case("a@mail.example", "", "More patrols please, and More again.", "nobody")]
#[case("a@mail.example", "", "We want More Parish Council to be met.", "likely More")]
#[case("a@mail.example", "Clun", "Speeding.", "likely Clun")]
#[case("a@mail.example", "", "The Ludlow Road is dangerous.", "nobody")]
#[case("Norton <a@mail.example>", "", "Thanks", "nobody")]
#[case("a@mail.example", "", "Clerk, Withington Parish Council", "ask Withington/S, Withington/H")]
#[case("a@mail.example", "", "Clerk, Withington Group Parish Council", "certain Withington/H")]
#[case("a@mail.example", "", "Clerk, Wellington Town Council", "certain Wellington/T")]
#[case("a@mail.example", "", "Clerk, Wem Town Council", "certain Wem")]
#[case("a@mail.example", "", "Clerk, Wem Rural Parish Council", "certain Wem Rural")]
#[case("a@mail.example", "", "the clerk of Wem Town Council told us\nClerk\nWhixall P.C.", "likely Whixall")]
#[case("a@mail.example", "", "Clerk to King's Pyon and Canon Pyon", "certain Pyons")]
#[case("a@mail.example", "", "on behalf of Romsley & Alveley Parish Council", "certain Alveley and Romsley")]
#[case("a@mail.example", "", "I am clerk to Ludlow and Clun Town Councils", "many Ludlow, Clun")]
#[case("a@mail.example", "", "Wem Town Council and Whixall Parish Council disagree.", "ask Wem, Whixall")]
#[case("a@mail.example", "", "MUCH WENLOCK TOWN\nCOUNCIL", "certain Much Wenlock")]
#[case("a@mail.example", "", "Clerk, Upton on Severn TC", "certain Upton-upon-Severn")]
#[case("a@mail.example", "", "cc: The Clerk, Wem Town Council\nClerk, Whixall PC", "likely Whixall")]
#[case("a@mail.example", "", "Parish Clerk\nNorton House\nWhixall", "ask Whixall")]
#[case("Cllr Norton <a@mail.example>", "", "Thanks", "nobody")]
#[case("a@mail.example", "", "As the clerk of Ludlow Town Council said, no.", "likely Ludlow")]
#[case("a@mail.example", "", "As clerk to Ludlow Town Council I confirm.", "certain Ludlow")]
#[case("a@mail.example", "", "I am the clerk to Ludlow Town Council.", "certain Ludlow")]
#[case("a@mail.example", "", "on behalf of the people of Wem", "ask Wem")]
#[case("a@mail.example", "", "Dear Clun Town Council,\nthank you", "likely Clun")]
#[case("a@mail.example", "", "Clerk, Ludlow Parish Council", "likely Ludlow")]
#[case("a@mail.example", "", "Clerk, Norton Town Council", "likely Norton")]
// Names in addresses.
#[case("nobody@wemtowncouncil.gov.uk", "", "Thanks", "likely Wem")]
#[case("clerk@wem-tc.example", "", "Thanks", "likely Wem")]
#[case("clunburyparishcouncil@mail.example", "", "Thanks", "likely Clunbury")]
#[case("nobody@evesham.gov.uk", "", "Thanks", "likely Evesham")]
#[case("nobody@uptonuponsevern-tc.gov.uk", "", "", "likely Upton-upon-Severn")]
#[case("clerk@wem-tc.example", "", "Clerk, Wem Town Council", "certain Wem")]
#[case("clerk@wem-tc.example", "", "Clerk, Clun Town Council", "ask Clun, Wem")]
#[case("ludlow@mail.example", "", "Thanks", "nobody")]
// Nothing.
#[case("", "", "", "nobody")]
#[case("a@mail.example", "Out of office", "I am away until Monday.", "nobody")]
fn a_mail_is_matched(#[case] from: &str, #[case] subject: &str, #[case] text: &str, #[case] expected: &str) {
    assert_eq!(summary(&matcher().match_item(&mail(from, subject, text))), expected);
}

#[rstest]
#[case(Some("E04001000"), None, None, "certain Ludlow")]
#[case(Some(" e04001000 "), Some("Ludlow"), None, "certain Ludlow")]
#[case(Some("E04001000"), Some("Clun Town Council"), None, "ask Ludlow, Clun")]
#[case(Some("E04999999"), Some("Clun TC"), None, "certain Clun")]
#[case(None, Some("Wellington"), None, "ask Wellington/T, Wellington/H")]
#[case(None, Some("Wellington"), Some("Herefordshire"), "certain Wellington/H")]
#[case(None, Some("Wellington"), Some("Telford"), "certain Wellington/T")]
#[case(None, Some("Ludlow"), Some("Somewhere else"), "likely Ludlow")]
#[case(None, Some("Ludlow"), Some("Herefordshire"), "ask Ludlow")]
#[case(None, Some("Withington by Shrewsbury"), None, "certain Withington/S")]
#[case(None, Some("Ludlw"), None, "likely Ludlow")]
#[case(None, Some("Wem"), None, "ask Wem, Wem Rural")]
#[case(None, Some("Clun TC and Whixall PC"), None, "many Clun, Whixall")]
#[case(None, Some("Wrexham"), None, "nobody")]
fn a_row_is_matched(
    #[case] code: Option<&str>,
    #[case] named: Option<&str>,
    #[case] area: Option<&str>,
    #[case] expected: &str,
) {
    assert_eq!(summary(&matcher().match_item(&Clues { code, named, area, ..Clues::default() })), expected);
}

#[rstest]
#[case(&["clerk@ludlow.example"], "certain Ludlow")]
#[case(&["clerk@villages.example"], "ask Ludford, Clunbury, Whixall")]
#[case(&["nobody@mail.example"], "nobody")]
#[case(&["clerk@wem-tc.example"], "likely Wem")]
fn bounces_match_by_the_failed_recipient(#[case] addresses: &[&str], #[case] expected: &str) {
    let undelivered: Vec<Untrusted> = addresses.iter().map(|address| Untrusted::from(*address)).collect();
    let clues = Clues { sender: "office@wenlock.example", undelivered: &undelivered, ..Clues::default() };
    assert_eq!(summary(&matcher().match_item(&clues)), expected);
}

#[rstest]
#[case(mail("clerk@ludlow.example", "", ""), "its clerk's address")]
#[case(mail("parish@hfd.example", "", ""), "the address was said to be this council's on 12 Jul 2023")]
#[case(mail("clerk@villages.example", "", ""), "the address is that of 3 councils")]
#[case(mail("a@b.example", "Wem TC", ""), "named in the subject")]
#[case(mail("a@b.example", "", "Whixall PC wishes"), "named in the text")]
#[case(mail("a@b.example", "", "Clerk, Canon Pyon PC"), "a parish of it: Canon Pyon")]
#[case(mail("a@b.example", "", "Withington PC"), "another council has the same name: Withington, Herefordshire")]
#[case(Clues { named: Some("Whixal"), ..Clues::default() }, "one letter differs: whixal")]
#[case(Clues { named: Some("Whixall"), ..Clues::default() }, "the name as written")]
fn reasons_are_described(#[case] clues: Clues<'_>, #[case] expected: &str) {
    let found = matcher().match_item(&clues);
    let words: Vec<String> = found.candidates()[0].reasons.iter().map(|reason| reason.describe()).collect();
    assert!(words.iter().any(|words| words == expected), "{words:?}");
}

#[test]
fn reasons_are_sanitized() {
    let found = matcher().match_name("Whix\u{202e}al", None);
    let words: String = found.candidates().iter().flat_map(|one| &one.reasons).map(|why| why.describe()).collect();
    assert!(!words.contains('\u{202e}'));
}

#[test]
fn candidates_are_limited() {
    let text = REGISTER.iter().map(|(name, ..)| format!("The {name} said so. ")).collect::<String>();
    let found = matcher().match_item(&mail("a@b.example", "", &text));
    assert!(matches!(&found, Found::Ambiguous(candidates) if candidates.len() == 8), "{}", summary(&found));
}

#[test]
fn hostile_texts_are_bounded() {
    let matcher = matcher();
    let letter = "a".repeat(200_000);
    let names = "Wem Wem Rural Much Clun, Ludlow and ".repeat(10_000);
    let marks = ",&/:.(-".repeat(30_000);
    for text in [&letter, &names, &marks] {
        matcher.match_item(&mail("a@b.example", text, text));
        matcher.match_name(text, Some(text));
    }
}

proptest! {
    #[test]
    fn at_most_one_council_is_certain(text in "(Wem|Clun|Ludlow|Rural|Parish|Town|Council|Clerk|and|,|\n| |é|PC){0,20}") {
        let found = matcher().match_item(&mail("a@b.example", &text, &text));
        prop_assert!(found.candidates().len() <= 8);
        if let Found::One(one) = &found {
            prop_assert!(one.confidence != Confidence::Possible);
            prop_assert!(!one.reasons.is_empty());
        }
    }

    #[test]
    fn any_text_is_read(text in "\\PC*|[\u{0}-\u{2fff}]*") {
        let matcher = matcher();
        matcher.match_name(&text, Some(&text));
        matcher.match_item(&mail(&text, &text, &text));
    }

    #[test]
    fn own_names_match(index in 0_usize..19) {
        let (name, _, district, _) = REGISTER[index];
        let found = matcher().match_name(name, Some(district));
        prop_assert!(found.candidates()[0].council == CouncilId(i64::try_from(index).unwrap() + 1));
    }
}

/// A county beside a name decides among twins; one of another force means another council.
#[rstest]
#[case::of_the_register("Clerk, Wellington Parish Council, Herefordshire", Some("Wellington"))]
#[case::in_the_address("Wellington Parish Council\nThe Hall\nChurch Road\nHerefordshire HR4 8AZ", Some("Wellington"))]
#[case::in_brackets("Clerk to Withington Parish Council (Shropshire)", Some("Withington Parish Council"))]
#[case::another_county("Clerk, Ludlow Town Council, Hampshire", None)]
#[case::another_country("Ludlow Town Council\n2 Mill Street\nLudlow\nPowys SY8 1AZ", None)]
#[case::another_force("Ludlow Town Council, Gloucestershire", None)]
#[case::without("Clerk, Ludlow Town Council", Some("Ludlow Town Council"))]
fn an_area_beside_the_name(#[case] signature: &str, #[case] expected: Option<&str>) {
    let councils = councils();
    let text = format!("We wish to take part.\n\nRegards\n{signature}\n");
    let found = Matcher::new(&councils, &[]).match_item(&Clues { text: &text, ..Clues::default() });
    let certain = match &found {
        Found::One(one) if one.confidence == Confidence::Certain => {
            councils.iter().find(|council| council.id == one.council).map(|council| council.name.raw())
        }
        _ => None,
    };
    match expected {
        Some(name) => {
            let first = found.candidates().first().map(|one| one.council);
            assert_eq!(
                first.and_then(|id| councils.iter().find(|council| council.id == id)).map(|it| it.name.raw()),
                Some(name),
                "{found:?}"
            );
        }
        None => assert_eq!(certain, None, "{found:?}"),
    }
}

/// A name that is misspelt in running text is likely, never certain.
#[rstest]
#[case::in_a_signature("Regards\nClerk\nLudlwo Town Council", "Ludlow Town Council")]
#[case::in_a_sentence("I write for Whixal Parish Council, which wishes to take part.", "Whixall Parish Council")]
#[case::two_words("Clerk, Much Wenlok Town Council", "Much Wenlock Town Council")]
#[case::shortened("Clerk, Upton on Severn TC", "Upton-upon-Severn Town Council")]
#[case::the_accepted_order("Yours\nEveshem Town Council", "Evesham Town Council")]
fn misspelt_names_in_running_text(#[case] text: &str, #[case] expected: &str) {
    let councils = councils();
    let found = Matcher::new(&councils, &[]).match_item(&Clues { text, ..Clues::default() });
    let first = found.candidates().first().and_then(|one| councils.iter().find(|council| council.id == one.council));
    assert_eq!(first.map(|council| council.name.raw()), Some(expected), "{found:?}");
    let is_certain = matches!(&found, Found::One(one) if one.confidence == Confidence::Certain);
    assert!(!is_certain || expected.starts_with("Upton"), "{found:?}");
}

/// What no council of the register is named like stays unknown.
#[rstest]
#[case("The Parish Council met on Monday.")]
#[case("Clerk, Xyzzyplugh Parish Council")]
#[case("Our Town Council and the District Council agree.")]
fn words_before_council_that_are_no_name(#[case] text: &str) {
    let found = Matcher::new(&councils(), &[]).match_item(&Clues { text, ..Clues::default() });
    assert_eq!(found, Found::None);
}

/// A full name in the subject is certain if no other council is named.
#[rstest]
#[case::alone("RE: Ludlow Town Council - priorities", "We wish to take part.", true)]
#[case::another_in_the_text("Ludlow Town Council", "We wish to take part, as Clunbury Parish Council does.", false)]
#[case::a_short_name("Priorities for Ludlow", "We wish to take part.", false)]
#[case::a_shared_name("Withington", "We wish to take part.", false)]
#[case::a_misspelt_author("FW: Ludlow Town Council", "We decline.\n\nClerk, Much Wenlok Town Council", false)]
#[case::an_unknown_author("Ludlow Town Council", "We decline.\n\nClerk, Xyzzyplugh Parish Council", false)]
#[case::one_elsewhere("Ludlow Town Council", "We decline.\n\nLudlow Town Council\nHampshire", false)]
fn a_full_name_in_the_subject(#[case] subject: &str, #[case] text: &str, #[case] is_certain: bool) {
    let found = Matcher::new(&councils(), &[]).match_item(&Clues { subject, text, ..Clues::default() });
    let certain = matches!(&found, Found::One(one) if one.confidence == Confidence::Certain);
    assert_eq!(certain, is_certain, "{found:?}");
}
