//! Letters through the program: drafted as files, sent, and their reply slips coming back.

mod workspace;

use std::io::{Read, Write};

use mail_parser::{MessageParser, MimeHeaders};
use rstest::rstest;
use serde_json::{Value, json};
use workspace::{RETURN, Workspace};

fn address(desk: &Workspace, council: &str, address: &str) {
    desk.done(&["record", "details", council, "--contact", "the clerk", "--address", address]);
}

/// All letters are on record without a date; Wem has two priorities, Ludlow declined, Clun is silent, and one clerk works
/// for Prees and Whixall.
fn desk() -> Workspace {
    let desk = Workspace::with_letters();
    for (council, to) in [
        ("Wem Town Council", "clerk@wem-tc.example"),
        ("Ludlow Town Council", "clerk@ludlow.example"),
        ("Clun Town Council", "clerk@clun.example"),
        ("Prees", "clerk@two.example"),
        ("Whixall", "clerk@two.example"),
    ] {
        address(&desk, council, to);
    }
    desk.done(&RETURN);
    desk.done(&["record", "return", "Ludlow", "--received", "2023-09-21", "--wish", "no"]);
    desk
}

fn files(desk: &Workspace, folder: &str) -> Vec<String> {
    let entries = std::fs::read_dir(desk.path(folder)).unwrap();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn letters(desk: &Workspace) -> Vec<Value> {
    desk.json(&["letters", "list"]).as_array().unwrap().clone()
}

#[test]
fn a_county_is_chased_and_the_batch_is_marked_as_sent() {
    let desk = desk();
    let out = desk.path("chase").display().to_string();
    let tried = desk.done(&["letters", "draft", "chase", "--find", "clun town", "--dry-run"]);
    assert!(tried.out.starts_with("To: clerk@clun.example\nSubject: Reminder: "), "{}", tried.out);
    assert!(tried.err.contains("nothing was written or recorded"), "{}", tried.err);
    let drafted = desk.json(&["letters", "draft", "chase", "--county", "shrop", "--out", &out]);
    assert_eq!((&drafted["mails"], drafted["letters"].as_array().unwrap().len()), (&json!(2), 3));
    let left_out = drafted["left_out"].as_array().unwrap();
    let why = |council: &str| left_out.iter().find(|left| left["council"] == council).unwrap()["why"].clone();
    assert_eq!(why("Wem Town Council"), "has answered");
    assert_eq!(why("Oswestry Town Council"), "no address for mail");
    let names = files(&desk, "chase");
    assert_eq!(names.len(), 2, "{names:?}");
    for name in &names {
        let bytes = std::fs::read(desk.path("chase").join(name)).unwrap();
        let mail = MessageParser::default().parse(&bytes).unwrap();
        assert_eq!(mail.header_raw("X-Unsent").map(str::trim), Some("1"), "{name}");
        assert!(mail.from().is_none() && mail.message_id().is_none());
        assert!(mail.body_text(0).unwrap().contains("[Reply slip for "));
    }
    let waiting = desk.done(&["letters"]);
    assert!(waiting.out.contains("reminder") && waiting.out.contains("not sent"), "{}", waiting.out);
    assert!(waiting.err.contains("3 letters, 3 not sent yet"), "{}", waiting.err);
    let again = desk.run(&["letters", "draft", "chase", "--find", "clun town", "--out", "other"]);
    assert!(again.code == 3 && again.err.contains("drafted 5 Oct and not marked as sent"), "{again:?}");
    let sent = desk.json(&["letters", "sent", "--kind", "chase"]);
    assert!(sent.as_array().unwrap().iter().all(|letter| letter["sent_on"] == "2023-10-05"), "{sent}");
    let recent = desk.run(&["letters", "draft", "chase", "--find", "clun town", "--out", "other"]);
    assert!(recent.err.contains("a reminder went out 5 Oct; not again before 12 Oct"), "{recent:?}");
    desk.done(&["undo"]);
    assert!(letters(&desk).iter().all(|letter| letter["sent_on"].is_null()), "one undo for the batch");
    desk.done(&["letters", "discard", "--all"]);
    assert!(letters(&desk).is_empty());
}

#[test]
fn answers_are_acknowledged_and_the_letter_is_the_record_of_it() {
    let desk = desk();
    let due = desk.json(&["letters", "due"]);
    let count = |due: &Value, kind: &str| {
        due.as_array().unwrap().iter().find(|due| due["kind"] == kind).unwrap()["councils"].clone()
    };
    assert_eq!(count(&due, "acknowledgement"), 2);
    desk.done(&["letters", "draft", "acknowledgement", "--out", desk.path("ack").to_str().unwrap()]);
    assert!(desk.done(&["show", "ludlow"]).out.contains("Acknowledgement: drafted Thu 5 Oct 2023, not sent yet"));
    desk.done(&["letters", "sent", "--all", "--on", "5/10"]);
    let shown = &desk.json(&["show", "ludlow"])["drafted_letters"][0];
    assert_eq!((&shown["kind"], &shown["sent_on"]), (&json!("acknowledgement"), &json!("2023-10-05")));
    assert_eq!(count(&desk.json(&["letters", "due"]), "acknowledgement"), 0);
    let texts: Vec<String> = files(&desk, "ack")
        .iter()
        .map(|name| {
            let bytes = std::fs::read(desk.path("ack").join(name)).unwrap();
            MessageParser::default().parse(&bytes).unwrap().body_text(0).unwrap().into_owned()
        })
        .collect();
    assert!(
        texts.iter().any(|text| text.contains("We have noted that Ludlow Town Council does not wish")),
        "{texts:?}"
    );
    assert!(texts.iter().any(|text| text.contains("  1. Speeding on the high street")), "{texts:?}");
}

#[test]
fn the_lists_are_of_their_day() {
    let desk = desk();
    let out = desk.path("out").display().to_string();
    desk.done(&["letters", "draft", "chase", "clun", "--out", &out, "--as-at", "2023-10-03"]);
    desk.done(&["letters", "sent", "--all", "--on", "2023-10-04"]);
    let list = |as_at: &str| desk.json(&["letters", "list", "--as-at", as_at]);
    assert_eq!(list("2023-10-02"), json!([]));
    assert_eq!(list("2023-10-03")[0]["sent_on"], Value::Null);
    assert_eq!(list("2023-10-04")[0]["sent_on"], "2023-10-04");
    let shown = |as_at: &str| desk.json(&["show", "clun", "--as-at", as_at])["drafted_letters"].clone();
    assert_eq!(shown("2023-10-02"), json!([]));
    assert_eq!(shown("2023-10-03")[0]["sent_on"], Value::Null);
}

#[test]
fn letters_due_are_those_that_a_mail_can_bring_and_the_others_are_counted() {
    let desk = desk();
    let due = desk.json(&["letters", "due"]);
    let chase = due.as_array().unwrap().iter().find(|due| due["kind"] == "chase").unwrap();
    let by_mail = chase["councils"].as_u64().unwrap() - chase["without_address"].as_u64().unwrap();
    assert_eq!(by_mail, 3, "Clun, Prees and Whixall");
    let printed = desk.done(&["letters", "due"]).out;
    let line = printed.lines().find(|line| line.contains("chase")).unwrap();
    assert!(line.trim_start().starts_with("3 ") && line.ends_with(" without an address"), "{printed}");
}

#[test]
fn several_formats_are_one_batch_in_one_change() {
    let desk = desk();
    let out = desk.path("both").display().to_string();
    let formats = ["--format", "eml", "--format", "csv", "--format", "eml"];
    let document = desk.json(&[&["letters", "draft", "chase", "--out", &out], &formats[..]].concat());
    assert_eq!((&document["format"], &document["formats"]), (&json!("eml"), &json!(["eml", "csv"])));
    let letters = document["letters"].as_array().unwrap().len();
    assert_eq!(desk.json(&["letters", "list", "--drafted"]).as_array().unwrap().len(), letters);
    let table = std::fs::read_to_string(desk.path("both/letters.csv")).unwrap();
    assert!(table.starts_with("council,address,") && table.contains("Clun Town Council"), "{table}");
    let mails = std::fs::read_dir(desk.path("both")).unwrap().count() - 1;
    assert_eq!(document["mails"], json!(mails));
    desk.done(&["undo"]);
    assert_eq!(desk.json(&["letters", "list", "--drafted"]), json!([]));
}

#[test]
fn an_update_is_owed_until_it_is_sent() {
    let desk = desk();
    let drafted =
        desk.done(&["letters", "draft", "update", "--format", "html", "--out", desk.path("update").to_str().unwrap()]);
    assert!(drafted.err.contains("without a postal address: 1 letter"), "{}", drafted.err);
    assert_eq!(desk.json(&["show", "wem town"])["updates"], json!([]));
    desk.done(&["letters", "sent", "--all"]);
    let wem = desk.json(&["show", "wem town"]);
    assert_eq!(wem["updates"][0]["how"], "written");
    assert!(!workspace::texts(&wem["flags"]).contains(&"update-owed"));
    let page = std::fs::read_to_string(desk.path("update/letters.html")).unwrap();
    assert!(page.contains("1. Speeding on the high street"), "{page}");
}

#[test]
fn a_first_letter_becomes_the_invitation() {
    let desk = Workspace::new();
    address(&desk, "Wem Town Council", "clerk@wem-tc.example");
    let out = desk.path("first").display().to_string();
    desk.done(&["letters", "draft", "first", "wem town", "--out", &out, "--as-at", "2023-09-01"]);
    assert_eq!(desk.council("Wem Town Council")["status"], "not-sent");
    desk.done(&["letters", "sent", "--all", "--on", "2023-09-04", "--channel", "post"]);
    assert_eq!(desk.council("Wem Town Council")["status"], "assumed-declined");
    assert!(desk.council("Wem Town Council")["explanation"].as_str().unwrap().contains("letter sent 4 Sep"));
}

#[test]
fn own_templates_are_used_and_their_mistakes_are_named() {
    let desk = desk();
    desk.done(&["letters", "templates"]);
    let mine = desk.path("config/charterdesk/templates/chase.txt");
    std::fs::write(&mine, "Subject: Mine\n\nDear {{ salutation }},\n{{ deadlin }}\n").unwrap();
    let out = desk.path("chase").display().to_string();
    let draft = ["letters", "draft", "chase", "clun", "--out", &out];
    desk.run(&draft).failed(3, &["chase.txt, line 4: there is no field “deadlin”", "nothing was recorded"]);
    std::fs::write(&mine, "Subject: Mine\n\nDear {{ salutation }},\n{{ team }}\n").unwrap();
    desk.run(&draft)
        .failed(3, &["line 4: a field of “{{ team }}” is empty for Clun Town Council", "No file was written"]);
    assert!(!desk.path("chase").exists() && letters(&desk).is_empty());
    std::fs::write(&mine, "Subject: Mine\n\nDear {{ salutation }},\n{{ signed }}\n").unwrap();
    std::fs::write(
        desk.path("config/charterdesk/config.toml"),
        "[letters]\nsigned = \"Sergeant of the Clun team\"\nmailbox = \"clun.snt@force.example\"\n",
    )
    .unwrap();
    desk.done(&draft);
    let name = files(&desk, "chase").remove(0);
    let text = std::fs::read_to_string(desk.path("chase").join(name)).unwrap();
    assert!(text.contains("From: clun.snt@force.example") && text.contains("Sergeant of the Clun team\r\n"), "{text}");
    let fields = desk.done(&["letters", "fields"]).out;
    assert!(fields.contains("council.meets_after: ") && fields.contains("salutation: "), "{fields}");
}

#[rstest]
#[case(&["letters", "draft", "chase", "--out", "none/there"], 3, "there is no folder none")]
#[case(&["letters", "draft", "chase"], 2, "--out")]
#[case(&["letters", "draft", "reminder", "--out", "x"], 2, "possible values")]
#[case(&["letters", "draft", "chase", "clun", "--county", "shrop", "--out", "x"], 2, "not both")]
#[case(&["letters", "draft", "chase", "clun", "--text", "x", "--out", "x"], 2, "--text is for an announcement")]
#[case(&["letters", "draft", "request", "--to", "roads", "--out", "x"], 2, "give one address")]
#[case(&["letters", "draft", "request", "--out", "x"], 3, "no council gets this letter")]
#[case(&["letters", "sent"], 2, "no letter is named")]
#[case(&["letters", "sent", "7"], 3, "there is no letter 7")]
#[case(&["letters", "sent", "--all"], 3, "no drafted letter waits")]
fn what_cannot_be_done_is_said(#[case] args: &[&str], #[case] code: i32, #[case] expected: &str) {
    let desk = desk();
    let ran = desk.run(args);
    assert_eq!(ran.code, code, "{ran:?}");
    assert!(ran.err.contains(expected), "{}", ran.err);
    assert!(letters(&desk).is_empty());
}

/// The text of the drafted reminder to Clun, with its slip filled in.
fn answered(desk: &Workspace, answers: &[(&str, &str)]) -> String {
    desk.done(&["letters", "draft", "chase", "clun", "--out", desk.path("out").to_str().unwrap()]);
    let name = files(desk, "out").remove(0);
    let bytes = std::fs::read(desk.path("out").join(name)).unwrap();
    let mut text = MessageParser::default().parse(&bytes).unwrap().body_text(0).unwrap().replace("\r\n", "\n");
    for (label, answer) in answers {
        let at = text.find(label).unwrap();
        let end = at + text[at..].find(']').unwrap() + 1;
        text.insert_str(end, &format!(" {answer}"));
    }
    text
}

fn quoted(text: &str) -> String {
    text.lines().map(|line| format!("> {line}").trim_end().to_owned() + "\n").collect()
}

fn wrapped(text: &str, mark: &str, width: usize) -> String {
    let mut lines = String::new();
    for line in text.lines() {
        let mut rest = line;
        while rest.len() > width {
            let at = rest[..width].rfind(' ').unwrap_or(rest.len());
            lines += &format!("{mark}{}\n", &rest[..at]);
            rest = rest[at..].trim_start();
        }
        lines += &format!("{mark}{rest}\n");
    }
    lines
}

fn escaped(line: &str) -> String {
    line.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The body of a reply, and whether it is HTML.
fn reply_of(program: &str, letter: &str) -> (String, bool) {
    let above = "Dear team,\n\nplease see our answer below.\n\nKind regards,\nThe Clerk\n\n";
    let headers = "From: The team <snt@force.example>\nSent: 05 October 2023 14:00\nTo: clerk@clun.example\nSubject: Reminder\n\n";
    let lines = |before: &str, after: &str| -> String {
        letter.lines().map(|line| format!("{before}{}{after}\n", escaped(line))).collect()
    };
    let from_slip = &letter[letter.find("[Reply slip for ").unwrap()..];
    match program {
        "Outlook, plain" => (format!("{above}-----Original Message-----\n{headers}{letter}"), false),
        "Outlook, wrapped at 70" => {
            (format!("{above}________________________________\n{headers}{}", wrapped(letter, "", 70)), false)
        }
        "Gmail, plain" => {
            let by = "On Thu, 5 Oct 2023 at 14:00, The team <snt@force.example> wrote:\n\n";
            (format!("{above}{by}{}", wrapped(letter, "> ", 70)), false)
        }
        "Thunderbird" => (format!("{above}On 05/10/2023 14:00, The team wrote:\n{}", quoted(letter)), false),
        "Apple Mail" => (
            format!("{above}> On 5 Oct 2023, at 14:00, The team <snt@force.example> wrote:\n>\n{}", quoted(letter)),
            false,
        ),
        "below the quote" => {
            (format!("On 05/10/2023 14:00, The team wrote:\n{}\n{from_slip}\n", quoted("Dear Clerk,")), false)
        }
        "only the slip" => (from_slip.to_owned(), false),
        "slip as a list" => {
            let list: String = from_slip.lines().map(|line| format!("<li>{}</li>\n", escaped(line))).collect();
            (format!("<html><body><p>Please see below.</p><ul>{list}</ul></body></html>"), true)
        }
        "Outlook, HTML" => {
            let head = "<div style='border:none;border-top:solid #E1E1E1 1.0pt'><p class=MsoNormal><b>From:</b> The team<br><b>Sent:</b> 05 October 2023 14:00<br><b>To:</b> clerk@clun.example<br><b>Subject:</b> Reminder</p></div>";
            let text = lines("<p class=MsoNormal>", "</p>")
                .replace("<p class=MsoNormal></p>", "<p class=MsoNormal>&nbsp;</p>");
            (format!("<html><body><p class=MsoNormal>Please see our answer below.</p>{head}{text}</body></html>"), true)
        }
        "Gmail, HTML" => {
            let by = "<div class=\"gmail_attr\">On Thu, 5 Oct 2023 at 14:00, The team &lt;snt@force.example&gt; wrote:<br></div>";
            let text = lines("", "<br>");
            (
                format!(
                    "<div dir=\"ltr\">Please see our answer below.</div><div class=\"gmail_quote\">{by}<blockquote class=\"gmail_quote\">{text}</blockquote></div>"
                ),
                true,
            )
        }
        "tabs" => (format!("{above}-----Original Message-----\n{headers}{}", letter.replace("] ", "]\t")), false),
        other => panic!("{other}"),
    }
}

fn reply_mail(body: &str, html: bool) -> String {
    let kind = if html { "text/html" } else { "text/plain" };
    format!(
        "From: The Clerk <office@somewhere.example>\r\nTo: snt@force.example\r\nDate: Thu, 05 Oct 2023 15:00:00 +0100\r\n\
         Subject: RE: Reminder\r\nMessage-ID: <1@somewhere.example>\r\nMIME-Version: 1.0\r\n\
         Content-Type: {kind}; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{}",
        body.replace('\n', "\r\n")
    )
}

const PROGRAMS: [&str; 11] = [
    "Outlook, plain",
    "Outlook, wrapped at 70",
    "Gmail, plain",
    "Thunderbird",
    "Apple Mail",
    "below the quote",
    "only the slip",
    "slip as a list",
    "Outlook, HTML",
    "Gmail, HTML",
    "tabs",
];

const ANSWERS: [(&str, &str); 5] = [
    ("[Do you wish", "yes"),
    ("[Priority 1]", "Speeding past the school"),
    ("[Priority 2]", "Dog fouling on the green"),
    ("[How often", "quarterly"),
    ("[In which way", "in person"),
];

fn values(item: &Value, field: &str) -> Vec<String> {
    let proposed = &item["proposed"][field];
    let all = proposed
        .as_array()
        .cloned()
        .unwrap_or_else(|| if proposed.is_null() { vec![] } else { vec![proposed.clone()] });
    all.iter().map(|read| read["text"].as_str().or(read["value"].as_str()).unwrap_or_default().to_owned()).collect()
}

#[test]
fn a_slip_that_comes_back_is_matched_and_read_with_certainty() {
    for program in PROGRAMS {
        let desk = desk();
        let letter = answered(&desk, &ANSWERS);
        let (body, html) = reply_of(program, &letter);
        let file = desk.file("reply.eml", reply_mail(&body, html));
        desk.done(&["import", "replies", &file]);
        let item = desk.json(&["inbox"])[0].clone();
        assert_eq!(item["council"], "Clun Town Council", "{program}: {item:#}");
        assert_eq!(item["group"], "ready", "{program}: {item:#}");
        assert_eq!(values(&item, "wish"), ["yes"], "{program}");
        desk.done(&["inbox", "accept", &item["id"].to_string()]);
        let clun = desk.json(&["show", "clun town"]);
        let priorities: Vec<&str> = clun["returns"][0]["priorities"]
            .as_array()
            .unwrap()
            .iter()
            .map(|priority| priority["received"].as_str().unwrap())
            .collect();
        assert_eq!(priorities, ["Speeding past the school", "Dog fouling on the green"], "{program}");
        assert_eq!(
            (&clun["status"], &clun["frequency"], &clun["method"]),
            (&json!("confirmed"), &json!("quarterly"), &json!("in-person"))
        );
    }
}

#[test]
fn a_letter_that_comes_back_with_a_blank_slip_says_nothing() {
    for program in PROGRAMS {
        let desk = desk();
        let letter = answered(&desk, &[]);
        let (body, html) = reply_of(program, &letter);
        let file = desk.file("reply.eml", reply_mail(&body, html));
        desk.done(&["import", "replies", &file]);
        let item = desk.json(&["inbox"])[0].clone();
        for field in ["wish", "priorities", "frequency", "method"] {
            assert_eq!(values(&item, field), Vec::<String>::new(), "{program}: {item:#}");
        }
        assert_ne!(item["group"], "ready", "{program}");
    }
}

/// The workbook that goes with a drafted mail, with cells added to the row of its only council.
fn filled_workbook(bytes: &[u8], cells: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        if name == "xl/worksheets/sheet1.xml" {
            let added: String = cells
                .iter()
                .map(|(cell, text)| format!("<c r=\"{cell}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"))
                .collect();
            let sheet = String::from_utf8(content).unwrap();
            content = sheet.replace("</row></sheetData>", &format!("{added}</row></sheetData>")).into_bytes();
        }
        out.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(&content).unwrap();
    }
    out.finish().unwrap().into_inner()
}

#[test]
fn the_slip_goes_along_as_a_workbook_that_the_importer_reads() {
    let desk = desk();
    answered(&desk, &[]);
    let name = files(&desk, "out").remove(0);
    let bytes = std::fs::read(desk.path("out").join(name)).unwrap();
    let mail = MessageParser::default().parse(&bytes).unwrap();
    let slip = mail.attachment(0).unwrap();
    assert_eq!(slip.attachment_name(), Some("reply-slip.xlsx"));
    let cells = [
        ("D2", "5 October 2023"),
        ("E2", "yes"),
        ("F2", "Speeding past the school"),
        ("G2", "Dog fouling on the green"),
        ("I2", "quarterly"),
        ("J2", "in person"),
    ];
    let file = desk.file("slip.xlsx", filled_workbook(slip.contents(), &cells));
    desk.done(&["import", "replies", &file, "--accept-columns"]);
    let item = desk.json(&["inbox"])[0].clone();
    assert_eq!((&item["council"], &item["group"]), (&json!("Clun Town Council"), &json!("ready")), "{item:#}");
    desk.done(&["inbox", "accept", &item["id"].to_string()]);
    let clun = desk.json(&["show", "clun town"]);
    assert_eq!(
        (&clun["status"], &clun["frequency"], &clun["method"]),
        (&json!("confirmed"), &json!("quarterly"), &json!("in-person"))
    );
    assert_eq!(clun["returns"][0]["priorities"][1]["received"], "Dog fouling on the green");
    let blank = desk.file("blank.xlsx", slip.contents());
    desk.run(&["import", "replies", &blank]).failed(3, &["passed over: it has no answer", "nothing was taken in"]);
}

#[test]
fn a_clerk_of_two_councils_sends_both_slips_back_in_one_mail() {
    let desk = desk();
    desk.done(&["letters", "draft", "chase", "Prees", "Whixall", "--out", desk.path("out").to_str().unwrap()]);
    let name = files(&desk, "out").remove(0);
    let bytes = std::fs::read(desk.path("out").join(name)).unwrap();
    let text = MessageParser::default().parse(&bytes).unwrap().body_text(0).unwrap().replace("\r\n", "\n");
    let (before, slips) = text.split_once("[Reply slip for ").unwrap();
    let (first, second) = slips.split_once("[Reply slip for ").unwrap();
    let fill = |slip: &str, wish: &str, priority: &str| {
        let slip = slip.replace("yes or no]", &format!("yes or no] {wish}"));
        format!("[Reply slip for {}", slip.replace("[Priority 1]", &format!("[Priority 1] {priority}")))
    };
    let filled = format!("{before}{}{}", fill(first, "yes", "Speeding"), fill(second, "no", ""));
    let body = format!("Please see below.\n\nOn 5 Oct 2023 the team wrote:\n{}", quoted(&filled));
    desk.done(&["import", "replies", &desk.file("two.eml", reply_mail(&body, false))]);
    assert_ne!(desk.json(&["inbox"])[0]["group"], "ready", "which council it is for is a question");
    desk.done(&["inbox", "split", "1", "Prees", "Whixall"]);
    let parts = desk.json(&["inbox"]);
    for part in parts.as_array().unwrap() {
        assert_eq!(part["group"], "ready", "{part:#}");
        desk.done(&["inbox", "accept", &part["id"].to_string()]);
    }
    let (prees, whixall) = (desk.json(&["show", "prees"]), desk.json(&["show", "whixall"]));
    assert_eq!((&prees["status"], &whixall["status"]), (&json!("confirmed"), &json!("declined")));
    assert_eq!(prees["returns"][0]["priorities"][0]["received"], "Speeding");
}
