//! Lists of clerks as councils' associations and teams keep them.

use rstest::rstest;

use super::{ContactColumn, ContactList, ContactRow, ListError};
use charter::untrusted::Untrusted;

fn list(headings: &str) -> ContactList {
    ContactList::new(&cells(headings)).unwrap()
}

fn cells(row: &str) -> Vec<Untrusted> {
    row.split('|').map(Untrusted::from).collect()
}

fn read(headings: &str, row: &str) -> ContactRow {
    list(headings).read(&cells(row), None, "2023-10-05".parse().unwrap())
}

fn only_facts(row: &ContactRow) -> [&str; 4] {
    let facts = row.contacts[0].as_ref().unwrap();
    [facts.role.raw(), facts.email.raw(), facts.phone.raw(), facts.postal_address.raw()]
}

#[rstest]
#[case("Town/Parish Council", ContactColumn::Council)]
#[case("Parish", ContactColumn::Council)]
#[case("Name of Council", ContactColumn::Council)]
#[case("Clerk's email address", ContactColumn::Email)]
#[case("E-mail", ContactColumn::Email)]
#[case("Tel No", ContactColumn::Phone)]
#[case("Postcode", ContactColumn::Post)]
#[case("Address 1", ContactColumn::Post)]
#[case("Clerk", ContactColumn::Name)]
#[case("Clerk Name", ContactColumn::Name)]
#[case("Surname", ContactColumn::Name)]
#[case("ONS code", ContactColumn::Code)]
#[case("Last checked", ContactColumn::Checked)]
#[case("Electorate", ContactColumn::Unused)]
#[case("Council tax base", ContactColumn::Unused)]
fn headings_say_what_columns_mean(#[case] heading: &str, #[case] wanted: ContactColumn) {
    let list = list(&format!("{heading}|Council|E-mail"));
    assert_eq!(list.columns().next().map(|(_, column)| column), Some(wanted));
}

#[test]
fn a_row_is_a_role_and_its_addresses() {
    let row = read(
        "Council|Role|E-mail|Phone|Address 1|Address 2|Postcode|From",
        "Wem Town Council|Town Clerk|The Clerk <clerk@wem.example>|01939 000000|Mrs A Body, Town Hall|Wem|SY4 0AA|2023-04-01",
    );
    assert_eq!(row.council.raw(), "Wem Town Council");
    assert_eq!(only_facts(&row), ["Town Clerk", "clerk@wem.example", "01939 000000", "Town Hall, Wem, SY4 0AA"]);
    assert_eq!(row.contacts[0].as_ref().unwrap().valid_from, "2023-04-01".parse().ok());
    assert!(row.left_out_name);
}

#[rstest]
#[case("clerk@wem.example", "clerk@wem.example", "")]
#[case("Town Hall, Wem, clerk@wem.example", "clerk@wem.example", "Town Hall, Wem")]
#[case("Town Hall, Wem", "", "Town Hall, Wem")]
fn an_address_may_be_of_either_kind(#[case] cell: &str, #[case] email: &str, #[case] post: &str) {
    let row = read("Council|Role|Address", &format!("Wem Town Council|clerk|{cell}"));
    assert_eq!(only_facts(&row), ["clerk", email, "", post]);
    let row = read("Council|Role|Address|E-mail", &format!("Wem Town Council|clerk|{cell}|office@wem.example"));
    assert_eq!(only_facts(&row), ["clerk", "office@wem.example", "", post]);
}

#[test]
fn the_heading_may_name_the_role() {
    let row = read("Parish|Clerk|Clerk Email|Phone", "Clive|A Body|clerk@clive.example|1");
    assert_eq!((row.contacts.len(), row.left_out_name), (1, true));
    assert_eq!(only_facts(&row), ["clerk", "clerk@clive.example", "1", ""]);
    let row = read("Parish|Clerk Email|Chair Email", "Clive|clerk@clive.example|chair@clive.example");
    let told: Vec<(&str, &str)> =
        row.contacts.iter().flatten().map(|facts| (facts.role.raw(), facts.email.raw())).collect();
    assert_eq!(told, [("clerk", "clerk@clive.example"), ("chair", "chair@clive.example")]);
    assert_eq!(read("Parish|Clerk Email|Chair Email", "Clive|clerk@clive.example|").contacts.len(), 1);
}

#[rstest]
#[case::no_role("Clive||clerk@clive.example|", "names no role")]
#[case::name_as_role("Clive|A Body (Clerk)|clerk@clive.example|", "may be a name")]
#[case::two_addresses("Clive|clerk|a@clive.example; b@clive.example|", "one e-mail address")]
#[case::no_address("Clive|clerk|none|", "has an @")]
#[case::error("Clive|clerk|#N/A|", "an error or a formula")]
#[case::no_date("Clive|clerk|clerk@clive.example|soon", "valid from")]
fn a_row_that_cannot_be_recorded_says_why(#[case] row: &str, #[case] why: &str) {
    let row = read("Parish|Role|E-mail|From", row);
    let told = row.contacts[0].as_ref().unwrap_err();
    assert!(told.contains(why), "{told}");
}

#[rstest]
#[case("Dear Clerk", "Dear Clerk", false)]
#[case("Dear Sir or Madam", "Dear Sir or Madam", false)]
#[case("Dear Mrs Body", "", true)]
fn a_salutation_with_a_name_is_left_out(#[case] typed: &str, #[case] kept: &str, #[case] left_out: bool) {
    let row = read("Council|Role|E-mail|Salutation", &format!("Clive|clerk|clerk@clive.example|{typed}"));
    assert_eq!(row.contacts[0].as_ref().unwrap().salutation.raw(), kept);
    assert_eq!(row.left_out_name, left_out);
}

#[test]
fn a_list_needs_a_council_and_an_address() {
    assert!(matches!(ContactList::new(&cells("District|E-mail")), Err(ListError::NoCouncil(_))));
    assert!(matches!(ContactList::new(&cells("Council|Electorate")), Err(ListError::NoAddress(_))));
    // Of a list whose only name is in "Name", that is the council's.
    assert_eq!(read("Name|Clerk Email", "Clive|clerk@clive.example").council.raw(), "Clive");
}

#[test]
fn a_role_may_be_given_for_rows_without_one() {
    let row =
        list("Council|E-mail").read(&cells("Clive|a@clive.example"), Some("clerk"), "2023-10-05".parse().unwrap());
    assert_eq!(only_facts(&row), ["clerk", "a@clive.example", "", ""]);
}
