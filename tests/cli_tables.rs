//! Tables and texts fit the place where they are printed: its width and its character set.

mod workspace;

use rstest::rstest;
use unicode_width::UnicodeWidthStr;
use workspace::Workspace;

/// A database with a council that has a value in every column.
fn desk() -> Workspace {
    let desk = Workspace::new();
    desk.record_wem();
    desk.done(&["record", "return", "wem", "--correct", "1", "--method", "as the council's chair says – in person"]);
    desk.done(&["record", "meeting", "wem", "--on", "2023-10-03", "--attendance", "in-person"]);
    desk.done(&["record", "meeting", "wem", "--on", "2023-11-14", "--plan", "in-person"]);
    desk.done(&["record", "action", "wem", "--priority", "1", "--what", "Ask for signs", "--due", "2023-10-09"]);
    desk.done(&["backup"]);
    desk
}

fn print(desk: &Workspace, words: &str, environment: &[(&str, &str)]) -> String {
    let mut program = desk.program();
    program.envs(environment.iter().copied()).args(["--as-at", "2023-10-05"]).args(words.split(' '));
    let output = program.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[rstest]
fn every_table_fits_the_columns_of_the_screen(#[values("200", "120", "80", "60", "40")] columns: &str) {
    let desk = desk();
    for words in ["list", "priorities", "promises", "restore", "today"] {
        let full = print(&desk, words, &[]);
        let fitted = print(&desk, words, &[("COLUMNS", columns)]);
        let limit: usize = columns.parse().unwrap();
        // Only tables are fitted: a sentence below one is for the terminal to wrap.
        let (table, _) = fitted.split_once("\n\n").unwrap_or((&fitted, ""));
        for line in table.lines() {
            assert!(line.width() <= limit, "{words} at {columns}: {line}");
        }
        let wide = full.lines().map(UnicodeWidthStr::width).max().unwrap();
        assert!(wide <= limit || full != fitted, "{words} at {columns} is as wide as without a limit");
    }
}

#[test]
fn a_pipe_gets_whole_names_and_a_narrow_screen_labels() {
    let desk = desk();
    let name = "All Stretton, Smethcott and Woolstaston Parish Council";
    assert!(print(&desk, "list", &[]).contains(name));
    let cut = print(&desk, "list", &[("COLUMNS", "120")]);
    assert!(!cut.contains(name) && cut.contains("All Stretton, S"), "{cut}");
    let stacked = print(&desk, "list --find wem", &[("COLUMNS", "50")]);
    assert!(stacked.contains("Wem Town Council") && stacked.contains("    status: confirmed"), "{stacked}");
    assert!(stacked.contains("heard: 20 Sep;") && !stacked.contains("COUNCIL"), "{stacked}");
    for wrong in ["0", "", "wide", "-5"] {
        assert_eq!(print(&desk, "list", &[("COLUMNS", wrong)]), print(&desk, "list", &[]), "{wrong}");
    }
}

#[rstest]
#[case::all(&[("LC_ALL", "C"), ("LANG", "en_GB.UTF-8")], true)]
#[case::characters(&[("LC_CTYPE", "en_GB.ISO-8859-1"), ("LANG", "en_GB.UTF-8")], true)]
#[case::language(&[("LANG", "POSIX")], true)]
#[case::utf8(&[("LC_ALL", "en_GB.UTF-8"), ("LC_CTYPE", "C"), ("LANG", "C")], false)]
#[case::an_empty_one_does_not_count(&[("LC_ALL", ""), ("LANG", "C.utf8")], false)]
#[case::none(&[], false)]
fn another_character_set_gets_ascii(#[case] locale: &[(&str, &str)], #[case] ascii: bool) {
    let desk = desk();
    for words in ["list", "show wem", "priorities", "history wem", "--help"] {
        let text = print(&desk, words, &[locale, &[("COLUMNS", "110")]].concat());
        assert_eq!(text.is_ascii(), ascii || words == "--help", "{words}: {text}");
    }
    let narrow = [locale, &[("COLUMNS", "110")]].concat();
    let messages = desk.program().envs(narrow.iter().copied()).args(["show", "xyzxyz"]).output().unwrap().stderr;
    assert_eq!(messages.is_ascii(), ascii, "{}", String::from_utf8_lossy(&messages));
}

#[test]
fn a_document_does_not_depend_on_the_screen() {
    let desk = desk();
    desk.done(&["record", "note", "wem", "--text", "Château – “3”"]);
    for words in ["list --json", "show wem --json", "priorities --json"] {
        let narrow = print(&desk, words, &[("COLUMNS", "40"), ("LC_ALL", "C")]);
        assert!(narrow == print(&desk, words, &[]), "{words}");
    }
    assert!(print(&desk, "show wem --json", &[("LC_ALL", "C")]).contains("Château – “3”"));
}
