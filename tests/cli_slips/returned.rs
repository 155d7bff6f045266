//! Workbooks that are read with certainty, and recorded only by a person.

use serde_json::{Value, json};

use crate::books::{ANSWERS, HEADINGS, blank, fill, filled, saved_as_ods, saved_as_xlsx_by_libreoffice};
use crate::mails::{ANY, ODS, PROGRAMS, XLSX, base64, file, mail, returned};
use crate::workspace::Workspace;
use crate::{desk, item, notes};

/// The code of Clun on its slip.
pub fn code(desk: &Workspace) -> String {
    desk.json(&["show", "clun town"])["parishes"][0].as_str().unwrap().to_owned()
}

/// Imports a file whose answer is Clun's, finds it ready and not recorded, and records it.
fn is_recorded_by_a_person(desk: &Workspace, what: &str, (name, bytes): (&str, &[u8])) {
    desk.done(&["import", "replies", &desk.file(name, bytes)]);
    let found = item(desk);
    assert_eq!(
        (&found["council"], &found["group"]),
        (&json!("Clun Town Council"), &json!("ready")),
        "{what}: {found:#}"
    );
    assert_eq!(found["matched"]["how"], "certain", "{what}");
    assert_eq!((notes(&found), &found["needs"]), (Vec::new(), &Value::Null), "{what}: {found:#}");
    assert_eq!(found["received"], "2023-10-05T15:00:00", "{what}");
    assert_eq!(desk.json(&["show", "clun town"])["returns"], json!([]), "{what}: nothing is recorded without a key");
    desk.done(&["inbox", "accept", &found["id"].to_string()]);
    let clun = desk.json(&["show", "clun town"]);
    let priorities: Vec<&Value> =
        clun["returns"][0]["priorities"].as_array().unwrap().iter().map(|priority| &priority["received"]).collect();
    assert_eq!(priorities, ["Speeding past the school", "Dog fouling on the green"], "{what}");
    assert_eq!(
        (&clun["status"], &clun["frequency"], &clun["method"]),
        (&json!("confirmed"), &json!("quarterly"), &json!("in-person")),
        "{what}"
    );
}

#[test]
fn a_workbook_comes_back_through_every_program() {
    for program in PROGRAMS {
        let desk = desk();
        let (name, bytes) = returned(program, &filled(&desk, &ANSWERS));
        is_recorded_by_a_person(&desk, program, (&name, &bytes));
    }
}

#[test]
fn a_copy_that_libreoffice_saved_is_read_too() {
    for (program, name, kind) in
        [("ods", "reply-slip.ods", ODS), ("ods, octet-stream", "slip.ods", ANY), ("xlsx", "reply-slip.xlsx", XLSX)]
    {
        let desk = desk();
        let code = code(&desk);
        let slip = if name.ends_with(".ods") { saved_as_ods(&code) } else { saved_as_xlsx_by_libreoffice(&code) };
        let bytes = mail("Please find it attached.\r\n", &[file(name, kind, &slip)]);
        is_recorded_by_a_person(&desk, program, ("reply.eml", bytes.as_bytes()));
    }
}

/// As Excel puts cells on the clipboard and Outlook pastes them.
fn pasted(code: &str) -> String {
    let row = [
        code,
        "Clun Town Council",
        "2023-Q4",
        "",
        "yes",
        "Speeding past the school",
        "Dog fouling on the green",
        "",
        "quarterly",
        "in person",
    ];
    let cells = |cells: &[&str]| -> String {
        let cell = |text: &&str| {
            let text = if text.is_empty() { "&nbsp;<o:p></o:p>" } else { text };
            format!(
                "<td width=64 nowrap valign=bottom style='padding:0cm 5.4pt 0cm 5.4pt'><p class=MsoNormal><span>{text}</span></p></td>\r\n"
            )
        };
        format!("<tr style='height:15.0pt'>\r\n{}</tr>\r\n", cells.iter().map(cell).collect::<String>())
    };
    format!(
        "<html><body><p class=MsoNormal>Please see below.</p>\r\n<table class=MsoNormalTable border=0 cellspacing=0>{}{}</table>\r\n<p class=MsoNormal>The Clerk</p></body></html>",
        cells(&HEADINGS),
        cells(&row)
    )
}

#[test]
fn cells_pasted_into_a_mail_are_a_slip() {
    let desk = desk();
    is_recorded_by_a_person(&desk, "pasted", ("reply.eml", pasted_mail(&code(&desk)).as_bytes()));
}

fn pasted_mail(code: &str) -> String {
    let page = pasted(code);
    format!(
        "From: The Clerk <office@somewhere.example>\r\nTo: snt@force.example\r\nDate: Thu, 05 Oct 2023 15:00:00 +0100\r\n\
         Subject: RE: Reminder\r\nMessage-ID: <1@somewhere.example>\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}"
    )
}

/// Seeds of the fuzz targets, and of the task in a terminal. Written anew by `CHARTERDESK_SEEDS=write`.
#[test]
#[allow(clippy::disallowed_methods, reason = "tests read their own settings")]
fn the_seeds_are_slips_of_today() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/seeds/slips");
    let desk = desk();
    let slip = filled(&desk, &ANSWERS);
    let ods = mail("Attached.\r\n", &[file("slip.ods", ANY, &saved_as_ods(&code(&desk)))]);
    let seeds = [
        ("attached.eml", returned("Outlook", &slip).1),
        ("attached.msg", returned("msg", &slip).1),
        ("winmail.eml", returned("winmail.dat", &slip).1),
        ("ods.eml", ods.into_bytes()),
        (
            "two.eml",
            mail("", &[file("a.xlsx", XLSX, &slip), file("b.xlsx", ANY, &slip[..slip.len() / 2])]).into_bytes(),
        ),
        ("pasted.eml", pasted_mail(&code(&desk)).into_bytes()),
        ("reply-slip.base64", base64(&slip).into_bytes()),
    ];
    if std::env::var_os("CHARTERDESK_SEEDS").is_some() {
        std::fs::create_dir_all(&folder).unwrap();
        seeds.iter().for_each(|(name, bytes)| std::fs::write(folder.join(name), bytes).unwrap());
    }
    for (name, _) in
        seeds.iter().filter(|(name, _)| name.ends_with(".eml") && *name != "two.eml" || name.ends_with(".msg"))
    {
        let desk = crate::desk();
        is_recorded_by_a_person(&desk, name, (name, &std::fs::read(folder.join(name)).unwrap()));
    }
}

/// One workbook with a row for each, or a workbook for each.
#[test]
fn a_clerk_of_three_councils_answers_for_each() {
    let councils = ["Prees", "Whixall", "Wem Rural"];
    for apart in [false, true] {
        let desk = desk();
        let answers: [&[(&str, &str)]; 3] = [
            &[("E", "yes"), ("F", "Speeding")],
            &[("E", "no")],
            &[("E", "yes"), ("F", "Litter in the lanes"), ("I", "monthly")],
        ];
        let book = blank(&desk, &councils);
        // The rows stand in the order of the letter, and say whose they are.
        let order: Vec<usize> = {
            let text = desk.json(&["letters"]).to_string();
            let mut order: Vec<usize> = (0..3).collect();
            order.sort_by_key(|index| text.find(councils[*index]).unwrap());
            order
        };
        let row_of = |council: usize| 2 + order.iter().position(|known| *known == council).unwrap();
        let files: Vec<String> = if apart {
            (0..3)
                .map(|index| file(&format!("slip-{index}.xlsx"), XLSX, &fill(&book, row_of(index), answers[index])))
                .collect()
        } else {
            let all = (0..3).fold(book, |book, index| fill(&book, row_of(index), answers[index]));
            vec![file("reply-slip.xlsx", XLSX, &all)]
        };
        desk.done(&["import", "replies", &desk.file("three.eml", mail("Please find the slips attached.\r\n", &files))]);
        let found = item(&desk);
        assert_eq!(
            (&found["matched"]["how"], &found["group"]),
            (&json!("several"), &json!("needs-council")),
            "{found:#}"
        );
        assert_eq!(found["matched"]["candidates"].as_array().unwrap().len(), 3, "{found:#}");
        desk.done(&[&["inbox", "split", "1"], &councils[..]].concat());
        let parts = desk.json(&["inbox"]);
        for part in parts.as_array().unwrap() {
            assert_eq!((&part["group"], notes(part).len()), (&json!("ready"), 0), "{part:#}");
            desk.done(&["inbox", "accept", &part["id"].to_string()]);
        }
        let status = |council: &str| desk.json(&["show", council])["status"].clone();
        assert_eq!(councils.map(status), [json!("confirmed"), json!("declined"), json!("confirmed")], "{apart}");
        assert_eq!(desk.json(&["show", "Wem Rural"])["returns"][0]["priorities"][0]["received"], "Litter in the lanes");
    }
}

/// The same slip in the text and as a workbook is one answer.
#[test]
fn a_slip_in_the_text_that_says_the_same_changes_nothing() {
    let desk = desk();
    let slip = filled(&desk, &ANSWERS[1..]);
    let words = format!(
        "[Reply slip for Clun Town Council, code {}, round 2023-Q4]\r\n[Do you wish to take part? yes or no] yes\r\n\
         [Priority 1] Speeding past the school\r\n[Priority 2] Dog fouling on the green\r\n[Priority 3]\r\n\
         [How often shall we be in touch? monthly, quarterly, six-monthly, yearly or as needed] quarterly\r\n\
         [In which way? in person, digital, written update, phone or not required] in person\r\n[End of the reply slip]\r\n",
        code(&desk)
    );
    let bytes = mail(&words, &[file("reply-slip.xlsx", XLSX, &slip)]);
    is_recorded_by_a_person(&desk, "both", ("reply.eml", bytes.as_bytes()));
}

/// On paper nobody keeps the brackets. What was typed in is read as any reply is, and a person compares it.
#[test]
fn a_slip_that_was_printed_and_typed_in_again_is_read_as_words() {
    let desk = desk();
    let words = format!(
        "Reply slip for Clun Town Council, code {}, round 2023-Q4\r\nDo you wish to take part? Yes\r\nPriority 1: Speeding past the school\r\n\
         Priority 2: Dog fouling on the green\r\nPriority 3:\r\nHow often shall we be in touch? Quarterly\r\nIn which way? In person\r\n",
        code(&desk)
    );
    desk.done(&["import", "replies", &desk.file("typed.eml", mail(&words, &[]))]);
    let found = item(&desk);
    assert_eq!(found["council"], "Clun Town Council", "{found:#}");
    let proposed = &found["proposed"];
    assert_eq!(
        (&proposed["wish"]["value"], &proposed["priorities"][1]["value"]),
        (&json!("yes"), &json!("Dog fouling on the green")),
        "{found:#}"
    );
    assert_eq!(
        (&proposed["frequency"]["value"], &proposed["method"]["value"]),
        (&json!("quarterly"), &json!("in-person")),
        "{found:#}"
    );
}
