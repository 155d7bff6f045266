//! The list of councils: columns, order, views, and files.

mod workspace;

use workspace::Workspace;

fn wem() -> Workspace {
    let desk = Workspace::new();
    desk.record_wem();
    desk.done(&["record", "reply", "Whixall", "--received", "2023-09-28", "--text", "On our agenda."]);
    desk
}

#[test]
fn columns_and_order_are_chosen() {
    let desk = wem();
    let list =
        desk.done(&["list", "--county", "shrop", "--columns", "council,heard,priority-words", "--sort", "heard"]);
    let lines: Vec<&str> = list.out.lines().collect();
    assert_eq!(lines[0].split_whitespace().collect::<Vec<_>>(), ["COUNCIL", "HEARD", "PRIORITY", "WORDS"]);
    assert!(
        lines[1].starts_with("Wem Town Council") && lines[1].contains("Speeding on the high street; "),
        "{}",
        lines[1]
    );
    assert!(lines[2].starts_with("Whixall Parish Council") && lines[2].ends_with("—"), "{}", lines[2]);
    assert_eq!(lines.len(), 176, "no county headings in one list");
    let reversed = desk.done(&["list", "--columns", "council,heard", "--sort", "heard:desc"]).out;
    assert!(reversed.lines().nth(1).unwrap().starts_with("Whixall"), "blanks stay last: {reversed}");
    let json = desk.json(&["list", "--sort", "heard"]);
    assert_eq!(json[0]["council"], "Wem Town Council");
}

#[test]
fn csv_is_data_on_stdout() {
    let desk = wem();
    let csv = desk.done(&["list", "--county", "shrop", "--csv", "--columns", "council,status,heard,priorities"]).out;
    let mut rows = csv.split("\r\n");
    assert_eq!(rows.next(), Some("council,status,heard,priorities"));
    assert!(rows.any(|row| row == "Wem Town Council,\"confirmed, preferences missing\",2023-09-20,2"), "{csv}");
    assert_eq!(csv.lines().count(), 176);
    let all = desk.done(&["list", "--csv"]).out;
    assert!(all.starts_with("council,status,heard,priorities,method,frequency,last seen"), "{all}");
    assert_eq!(all.lines().count(), 611);
}

#[test]
fn a_workbook_and_a_page_are_written_and_replace_a_file_only_with_force() {
    let desk = wem();
    let (book, page) = (desk.path("list.xlsx"), desk.path("list.html"));
    let (book, page) = (book.to_str().unwrap(), page.to_str().unwrap());
    assert!(!desk.done(&["list", "--xlsx", book]).err.contains("in place of"));
    desk.run(&["list", "--xlsx", book]).failed(3, &["is there already; --force replaces it", "left as it was"]);
    let again = desk.done(&["list", "--xlsx", book, "--force"]).err;
    assert!(again.contains("list.xlsx, in place of the file that was there"), "{again}");
    desk.done(&["list", "--show", "missed", "--html", page]);
    let html = std::fs::read_to_string(page).unwrap();
    assert!(html.contains("<h1>609 councils</h1>") && html.contains("as at Thu 5 Oct 2023"), "{}", &html[..900]);
    desk.run(&["list", "--html", book, "--force"])
        .failed(3, &["another format (Excel workbook)", "Nothing was written"]);
    let (folder, missing) = (desk.path("data"), desk.path("none/list.html"));
    desk.run(&["list", "--html", folder.to_str().unwrap(), "--force"]).failed(3, &["is a folder"]);
    desk.run(&["list", "--html", missing.to_str().unwrap()]).failed(3, &["there is no folder", "make the folder"]);
    assert!(std::fs::read(book).unwrap().starts_with(b"PK"));
}

#[test]
fn wrong_words_are_named_with_the_right_ones() {
    let desk = Workspace::new();
    desk.run(&["list", "--columns", "council,hat"]).failed(2, &["“hat”", "priority-words", "Nothing was changed"]);
    desk.run(&["list", "--sort", "heard:up"]).failed(2, &["“up” is no direction"]);
    desk.run(&["list", "--view", "chase"]).failed(2, &["there is no view “chase”", "none is saved yet"]);
    desk.run(&["list", "--csv", "--json"]).failed(2, &["cannot be used with"]);
}

#[test]
fn a_saved_view_gives_filter_columns_and_order() {
    let desk = wem();
    let folder = desk.path("config").join("charterdesk");
    std::fs::create_dir_all(&folder).unwrap();
    let views = "[[view]]\nname = \"Chase\"\n[view.list]\ncounty = \"Shropshire\"\nshow = [\"holding\"]\n\
                 columns = [\"council\", \"county\"]\n";
    std::fs::write(folder.join("views.toml"), views).unwrap();
    let list = desk.done(&["list", "--view", "chase"]);
    assert!(list.out.contains("Whixall Parish Council") && list.err.contains("1 of 610"), "{list:?}");
    let other = desk.done(&["list", "--view", "chase", "--show", "confirmed"]);
    assert!(other.out.contains("Wem Town Council"), "an option changes the view: {other:?}");
    desk.run(&["list", "--view", "case"]).failed(2, &["there are: Chase"]);
    let unknown = views.replace("holding", "shouting");
    std::fs::write(folder.join("views.toml"), &unknown).unwrap();
    let parts = ["the view “Chase”", "cannot show “shouting”; it can show", "Nothing was changed"];
    desk.run(&["list", "--view", "chase"]).failed(3, &parts);
    assert_eq!(std::fs::read_to_string(folder.join("views.toml")).unwrap(), unknown);
    std::fs::write(folder.join("views.toml"), "[[view").unwrap();
    desk.run(&["list", "--view", "chase"]).failed(1, &["views.toml cannot be read", "Nothing was changed"]);
}
