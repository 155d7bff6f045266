//! Lists of contacts against what is on record.

use charter::change::{Act, Change};
use charter::contact::{Contact, ContactFacts, letter_contact};
use charter::ids::CouncilId;
use charter::untrusted::Untrusted;
use rstest::rstest;

use super::{Comparison, ContactContext, compare};
use crate::inbox::testing::{TestInbox, day};
use crate::sheet_file::{Row, Sheet, SheetFile};

fn file(rows: &[&str]) -> SheetFile {
    let cells = |row: &str| row.split('|').map(Untrusted::from).collect::<Vec<_>>();
    let (header, rows) = rows.split_first().unwrap();
    let rows = (2..).zip(rows).map(|(line, row)| Row { line, cells: cells(row), notes: Vec::new() }).collect();
    let sheets = vec![Sheet { name: Untrusted::default(), header: cells(header), rows }];
    SheetFile { name: "clerks.csv".to_owned(), sheets, unreadable: Vec::new() }
}

/// A database, and the comparison of a list with it.
struct Desk(TestInbox);

impl Desk {
    fn compared(&self, rows: &[&str]) -> Comparison {
        let store = &self.0.store;
        let (councils, contacts) = (store.councils().unwrap(), store.contacts().unwrap());
        let context = ContactContext {
            councils: &councils,
            aliases: &[],
            contacts: &contacts,
            today: day("2023-10-05"),
            role: None,
            checked_on: None,
        };
        compare(&file(rows), context).unwrap()
    }

    /// Imports the list, and returns `[new, amended, unchanged, asked]`.
    fn import(&mut self, rows: &[&str]) -> [usize; 4] {
        let compared = self.compared(rows);
        let counts = [compared.new, compared.amended, compared.unchanged, compared.asked.len()];
        if !compared.acts.is_empty() {
            let moment = crate::inbox::testing::moment();
            self.0.store.apply(&Change::all(compared.acts), "the sergeant", moment).unwrap();
        }
        counts
    }

    /// Role, address and number of councils.
    fn contacts(&self) -> Vec<(String, String, usize)> {
        let told = |contact: Contact| {
            let ContactFacts { role, email, .. } = contact.facts;
            (role.raw().to_owned(), email.raw().to_owned(), contact.councils.len())
        };
        self.0.store.contacts().unwrap().into_iter().map(told).collect()
    }
}

fn desk() -> Desk {
    Desk(TestInbox::new())
}

const HEAD: &str = "Council|Role|E-mail|Phone|Valid to";

fn contact(role: &str, email: &str, councils: usize) -> (String, String, usize) {
    (role.to_owned(), email.to_owned(), councils)
}

#[test]
fn a_list_is_recorded_and_the_same_list_changes_nothing() {
    let mut desk = desk();
    let list = [
        HEAD,
        "Ludlow Town Council|clerk|clerk@ludlow.example|1|",
        "Oswestry Town Council|Town Clerk|clerk@oswestry.example||",
        "Oswestry Town Council|chair|chair@oswestry.example||",
    ];
    assert_eq!(desk.import(&list), [3, 0, 0, 0]);
    assert_eq!(desk.contacts()[0], contact("clerk", "clerk@ludlow.example", 1));
    assert!(desk.0.store.contacts().unwrap().iter().all(|contact| contact.facts.source.raw() == "clerks.csv"));
    assert_eq!(desk.import(&list), [0, 0, 3, 0]);
    assert!(desk.compared(&list).acts.is_empty());
}

#[test]
fn a_changed_row_amends_its_contact() {
    let mut desk = desk();
    desk.import(&[HEAD, "Ludlow Town Council|clerk|clerk@ludlow.example|1|"]);
    assert_eq!(desk.import(&[HEAD, "Ludlow Town Council|Clerk|office@ludlow.example||"]), [0, 1, 0, 0]);
    assert_eq!(desk.import(&[HEAD, "Ludlow Town Council|clerk|office@ludlow.example|2|"]), [0, 1, 0, 0]);
    let contacts = desk.0.store.contacts().unwrap();
    assert_eq!(
        desk.contacts(),
        [contact("clerk", "clerk@ludlow.example", 1), contact("clerk", "office@ludlow.example", 1)]
    );
    assert_eq!([&contacts[0], &contacts[1]].map(|contact| contact.facts.phone.raw()), ["1", "2"]);
}

/// The address that letters to Ludlow go to, as at each day.
fn written_to<const N: usize>(desk: &Desk, days: [&str; N]) -> [String; N] {
    let store = &desk.0.store;
    let (councils, contacts) = (store.councils().unwrap(), store.contacts().unwrap());
    let ludlow = councils.iter().find(|council| council.name.raw() == "Ludlow Town Council").unwrap().id;
    days.map(|on| letter_contact(&contacts, ludlow, day(on)).unwrap().facts.address().raw().to_owned())
}

const DATED: &str = "Council|Role|E-mail|Valid from|Valid to";

#[rstest]
#[case::dated("2023-11-01", ["old@x.example", "old@x.example", "new@x.example"])]
#[case::begun("2023-10-01", ["old@x.example", "new@x.example", "new@x.example"])]
#[case::undated("", ["old@x.example", "new@x.example", "new@x.example"])]
fn another_address_ends_the_contact_of_before(#[case] from: &str, #[case] wanted: [&str; 3]) {
    let mut desk = desk();
    desk.import(&[DATED, "Ludlow Town Council|clerk|old@x.example||"]);
    let list = [DATED, &format!("Ludlow Town Council|clerk|new@x.example|{from}|")];
    assert_eq!(desk.import(&list), [0, 1, 0, 0]);
    assert_eq!(written_to(&desk, ["2023-09-30", "2023-10-05", "2023-11-01"]), wanted);
    assert_eq!(desk.contacts().len(), 2);
    assert_eq!(desk.import(&list), [0, 0, 1, 0], "the same list changes nothing");
}

#[test]
fn a_former_clerk_and_a_later_first_day_leave_the_present_contact() {
    let mut desk = desk();
    desk.import(&[DATED, "Ludlow Town Council|clerk|now@x.example|2023-09-01|"]);
    assert_eq!(desk.import(&[DATED, "Ludlow Town Council|clerk|past@x.example||2023-08-31"]), [1, 0, 0, 0]);
    assert_eq!(written_to(&desk, ["2023-08-31", "2023-09-01"]), ["past@x.example", "now@x.example"]);
    assert_eq!(desk.import(&[DATED, "Ludlow Town Council|clerk|now@x.example|2023-10-01|"]), [0, 0, 1, 0]);
    let older = desk.compared(&[DATED, "Ludlow Town Council|clerk|other@x.example|2023-08-01|"]);
    assert!(older.acts.is_empty() && older.asked[0].why.contains("began later"), "{older:?}");
}

#[test]
fn a_council_that_leaves_a_shared_clerk_keeps_the_days_before() {
    let mut desk = desk();
    desk.import(&[DATED, "Ludlow Town Council; Oswestry Town Council|clerk|both@x.example||"]);
    let list = [DATED, "Ludlow Town Council|clerk|own@x.example|2023-10-01|"];
    assert_eq!(desk.import(&list), [0, 1, 0, 0]);
    assert_eq!(written_to(&desk, ["2023-09-30", "2023-10-01"]), ["both@x.example", "own@x.example"]);
    assert_eq!(desk.import(&list), [0, 0, 1, 0]);
}

#[test]
fn one_clerk_of_several_councils_is_one_contact() {
    let mut desk = desk();
    let list = [
        HEAD,
        "Ludlow Town Council|clerk|clerk@three.example||",
        "Oswestry Town Council|clerk|Clerk@three.example||",
        "Wem Town Council; Shrewsbury Town Council|chair|chair@two.example||",
    ];
    assert_eq!(desk.import(&list), [2, 0, 0, 0]);
    assert_eq!(desk.contacts(), [contact("clerk", "clerk@three.example", 2), contact("chair", "chair@two.example", 2)]);
    // Ludlow has a clerk of its own now; the other council keeps the shared one.
    assert_eq!(desk.import(&[HEAD, "Ludlow Town Council|clerk|clerk@ludlow.example||"]), [0, 1, 0, 0]);
    let told = desk.contacts();
    assert_eq!(
        (&told[0], &told[2]),
        (&contact("clerk", "clerk@three.example", 1), &contact("clerk", "clerk@ludlow.example", 1))
    );
}

#[test]
fn what_is_not_certain_is_asked_about_and_never_recorded() {
    let mut desk = desk();
    let list = [
        HEAD,
        "Wellington|clerk|clerk@wellington.example||",
        "Nowhere Parish Council|clerk|clerk@nowhere.example||",
        "Ludlow Town Council||clerk@ludlow.example||",
        "Oswestry Town Council|clerk|one@oswestry.example||",
        "Oswestry Town Council|clerk|two@oswestry.example||",
        "Wem Town Council|clerk|||",
    ];
    let compared = desk.compared(&list);
    let asked: Vec<(u64, &str)> = compared.asked.iter().map(|asked| (asked.line, asked.why.as_str())).collect();
    assert_eq!(asked.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 3, 4, 5, 6, 7]);
    assert!(compared.asked[0].candidates.len() > 1, "{:?}", compared.asked[0]);
    assert_eq!(asked[1].1, "no council is called so");
    assert!(asked[3].1.contains("the same role at another address"), "{asked:?}");
    assert!(compared.acts.is_empty());
    assert_eq!(desk.import(&list), [0, 0, 0, 6]);
    assert!(desk.contacts().is_empty());
}

#[test]
fn a_contact_that_ended_stays_and_its_successor_is_another() {
    let mut desk = desk();
    desk.import(&[HEAD, "Ludlow Town Council|clerk|clerk@ludlow.example||"]);
    let list = [
        HEAD,
        "Ludlow Town Council|clerk|clerk@ludlow.example||2023-09-01",
        "Ludlow Town Council|clerk|office@ludlow.example||",
    ];
    assert_eq!(desk.import(&list), [1, 1, 0, 0]);
    assert_eq!(desk.import(&list), [0, 0, 2, 0]);
    assert_eq!(desk.contacts().len(), 2);
}

#[test]
fn a_code_names_the_council_unless_the_name_is_that_of_another() {
    let mut desk = desk();
    let councils = desk.0.store.councils().unwrap();
    let ludlow = councils.iter().find(|council| council.name.raw() == "Ludlow Town Council").unwrap();
    let code = ludlow.parishes[0].code.to_lowercase();
    let head = "Code|Parish|Clerk Email";
    let compared =
        desk.compared(&[head, &format!("{code}|Oswestry Town Council|clerk@ludlow.example"), "E04999999||a@b.example"]);
    assert!(
        compared.asked[0].why.contains("name that of another")
            && compared.asked[1].why.contains("no council has the code")
    );
    assert_eq!(desk.import(&[head, &format!("{code}||clerk@ludlow.example")]), [1, 0, 0, 0]);
    let contacts = desk.0.store.contacts().unwrap();
    assert_eq!(contacts[0].councils, [ludlow.id]);
    let id = CouncilId(ludlow.id.0);
    assert!(matches!(&desk.compared(&[head, &format!("{code}||x@ludlow.example")]).acts[0],
        Act::Contact(act) if act.known.is_some() && act.councils == [id]));
}

#[test]
fn a_name_is_left_out_and_said_once() {
    let compared = desk().compared(&["Council|Clerk|Clerk Email", "Ludlow Town Council|A Body|clerk@ludlow.example"]);
    assert!(compared.left_out_names);
    assert!(!format!("{:?}", compared.acts).contains("Body"));
}

#[test]
fn a_card_without_an_organisation_may_be_named_after_its_council() {
    let card = |name: &str| {
        let head = reading::contacts::CARD_HEADINGS.join("|");
        desk().compared(&[&head, &format!("|clerk|office@ludlow.example|||{name}")])
    };
    assert_eq!((card("Ludlow Town Council").new, card("A Body").new), (1, 0));
    assert_eq!(card("A Body").asked[0].why, "it names no council");
}

#[test]
fn a_misspelled_council_is_asked_about() {
    let compared = desk().compared(&[HEAD, "Ludlwo Town Council|clerk|clerk@ludlow.example||"]);
    assert_eq!((compared.taken(), compared.asked[0].why.as_str()), (0, "it is not certain that this council is meant"));
}
