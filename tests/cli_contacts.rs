//! `record contact`, `import contacts` and the lists of contacts to mend.

mod workspace;

use rstest::rstest;
use serde_json::{Value, json};
use workspace::Workspace;

const LIST: &str = "Council,Clerk,Clerk Email,Phone\n\
    Wem Town Council,A Body,clerk@two.example,01939 1\n\
    Clun Town Council,A Body,Clerk@two.example,\n\
    Wellington,A Body,clerk@wellington.example,\n\
    Ludlow Town Council,A Body,,\n";

fn counts(document: &Value) -> [i64; 3] {
    ["new", "amended", "unchanged"].map(|key| document[key].as_i64().unwrap())
}

#[test]
fn a_contact_is_recorded_amended_shared_and_undone() {
    let desk = Workspace::new();
    let record = ["record", "contact", "wem", "clun", "--role", "clerk", "--email", "clerk@two.example"];
    let contact = desk.json(&record);
    assert_eq!((&contact["id"], contact["councils"].as_array().unwrap().len()), (&json!(1), 2));
    desk.run(&record).failed(3, &["already recorded like this"]);
    let amended = desk.json(&["record", "contact", "--amend", "1", "--phone", "01939 1", "--checked", "1/9/2023"]);
    assert_eq!((&amended["phone"], &amended["role"]), (&json!("01939 1"), &json!("clerk")));
    assert_eq!(
        desk.json(&["show", "clun"])["contact"],
        json!({"id": 1, "role": "clerk", "address": "clerk@two.example"})
    );
    desk.done(&["undo"]);
    assert_eq!(desk.json(&["show", "clun"])["contacts"][0]["phone"], "");
    let text = desk.done(&["show", "wem"]).out;
    assert!(text.contains("clerk, letters go here (contact 1)") && text.contains("For 2 councils"), "{text}");
}

#[rstest]
#[case::no_role(&["record", "contact", "wem"], 2, "--role")]
#[case::no_address(&["record", "contact", "wem", "--role", "clerk", "--email", "the clerk"], 2, "--email")]
#[case::unknown(&["record", "contact", "--amend", "7", "--phone", "1"], 3, "there is no contact 7")]
#[case::ends_first(&["record", "contact", "wem", "--role", "clerk", "--from", "2023-09-02", "--to", "2023-09-01"], 3, "before it begins")]
#[case::no_date(&["record", "contact", "wem", "--role", "clerk", "--checked", "31/6"], 2, "--checked")]
#[case::no_day(&["import", "contacts", "LIST", "--checked", "soon"], 2, "--checked")]
#[case::nothing(&["import", "contacts", "/no/such/file.csv"], 1, "cannot be read")]
fn a_wrong_word_is_said_and_nothing_is_recorded(#[case] words: &[&str], #[case] code: i32, #[case] why: &str) {
    let desk = Workspace::new();
    let list = desk.file("clerks.csv", LIST);
    let words: Vec<&str> = words.iter().map(|word| if *word == "LIST" { list.as_str() } else { word }).collect();
    desk.run(&words).failed(code, &[why]);
    assert_eq!(desk.json(&["history"]).as_array().unwrap().len(), 1, "only the load");
}

#[test]
fn a_list_is_imported_as_one_change_and_what_is_not_certain_is_listed() {
    let desk = Workspace::new();
    let list = desk.file("clerks.csv", LIST);
    let dry = desk.json(&["import", "contacts", &list, "--dry-run"]);
    assert_eq!((counts(&dry), &dry["saved"]), ([1, 0, 0], &Value::Null));
    let asked: Vec<(i64, &str)> = dry["asked"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["line"].as_i64().unwrap(), row["why"].as_str().unwrap()))
        .collect();
    assert_eq!(asked[0], (4, "several councils may be meant"));
    assert_eq!((asked[1].0, asked.len()), (5, 2));
    assert!(dry["asked"][0]["candidates"].as_array().unwrap().len() > 1);
    assert_eq!(dry["names_left_out"], true);
    let ran = desk.done(&["import", "contacts", &list]);
    assert!(ran.err.contains("saved: contacts from clerks.csv: 1 new, 0 amended"), "{}", ran.err);
    assert_eq!(ran.err.matches("names of people were left out").count(), 1);
    assert_eq!(counts(&desk.json(&["import", "contacts", &list])), [0, 0, 1]);
    let changed = desk.file("clerks.csv", LIST.replace("01939 1", "01939 2"));
    assert_eq!(counts(&desk.json(&["import", "contacts", &changed])), [0, 1, 0]);
    desk.done(&["undo"]);
    desk.done(&["undo"]);
    assert_eq!(desk.json(&["show", "wem"])["contacts"], json!([]));
    assert!(!desk.json(&["history"]).to_string().contains("A Body"), "a name was recorded");
    desk.done(&["check"]);
}

#[test]
fn cards_and_a_workbook_are_read_too() {
    let desk = Workspace::new();
    let cards = desk.file(
        "clerks.vcf",
        "BEGIN:VCARD\r\nVERSION:2.1\r\nN:Body;A\r\nORG;ENCODING=QUOTED-PRINTABLE:Wem Town=20Council\r\nTITLE:Clerk\r\n\
         EMAIL;INTERNET:clerk@wem.example\r\nTEL;HOME:1\r\nEND:VCARD\r\nBEGIN:VCARD\r\nVERSION:4.0\r\nFN:Clun Town Council\r\n\
         ROLE:Chair\r\nEMAIL:chair@clun\r\n .example\r\nEND:VCARD\r\n",
    );
    assert_eq!(counts(&desk.json(&["import", "contacts", &cards])), [2, 0, 0]);
    let wem = &desk.json(&["show", "wem"])["contacts"][0];
    assert_eq!(
        (&wem["email"], &wem["phone"], &wem["role"]),
        (&json!("clerk@wem.example"), &json!(""), &json!("Clerk"))
    );
    assert_eq!(desk.json(&["show", "clun"])["contact"]["address"], "chair@clun.example");
    let sheets = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/incoming/sheets/");
    let workbook = desk.run(&["import", "contacts", &format!("{sheets}contacts.xlsx")]);
    assert!(workbook.out.contains("sheet “Contacts”, row 2, “Parish 0”: no council is called so"), "{}", workbook.out);
    assert!(workbook.code == 3 && workbook.err.contains("was taken. Nothing was changed"), "{}", workbook.err);
    let tracker = desk.run(&["import", "contacts", &format!("{sheets}tracker_office.ods")]);
    tracker.failed(3, &["no column has an address", "“Households”", "Nothing was changed"]);
    let text = desk.file("notes.txt", "Dear clerk");
    desk.run(&["import", "contacts", &text]).failed(3, &["Nothing was changed"]);
    let mail = desk.file("a.eml", "From: a@b.example\nSubject: x\n\ntext\n");
    desk.run(&["import", "contacts", &mail]).failed(3, &["Nothing was changed"]);
}

#[test]
fn the_list_shows_which_contacts_are_to_be_mended() {
    let desk = Workspace::new();
    let shown = |show: &str, as_at: &str| {
        let list = desk.json(&["list", "--show", show, "--as-at", as_at]);
        list.as_array().unwrap().iter().map(|line| line["council"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let all = shown("no-address", "2023-10-05").len();
    let clerk = ["record", "contact", "wem", "--role", "clerk", "--email", "clerk@wem.example"];
    desk.done(&[&clerk[..], &["--checked", "2023-09-01", "--from", "2023-09-01"]].concat());
    assert_eq!(shown("no-address", "2023-10-05").len(), all - 1);
    assert_eq!(shown("no-address", "2023-08-31").len(), all, "the contact did not hold yet");
    assert_eq!(shown("unchecked", "2023-10-05"), Vec::<String>::new());
    assert_eq!(shown("unchecked", "2024-09-01"), ["Wem Town Council"]);
    desk.done(&["record", "contact", "--amend", "1", "--bounced", "2023-10-02"]);
    assert_eq!((shown("bounced", "2023-10-01").len(), shown("bounced", "2023-10-02").len()), (0, 1));
    assert_eq!(desk.json(&["list", "--find", "clerk@wem"]).as_array().unwrap().len(), 1);
}
