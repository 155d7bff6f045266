//! A subcommand prints to the terminal that it is typed in.

use crate::support::{Dashboard, Home, Size};

/// The rows of Telford's councils on a terminal of that width, and whether a column without a value is there.
fn list(home: &Home, cols: u16, env: &[(&str, &str)]) -> (Vec<String>, bool) {
    let args = ["--as-at", "2023-10-05", "list", "--county", "telford"];
    let printed = Dashboard::start_in(home, Size { cols, rows: 60 }, &args, env);
    assert!(printed.wait_exit().success(), "{}", printed.screen());
    let screen = printed.screen();
    let (_, table) = screen.split_once("on time\n").unwrap_or_else(|| panic!("no table: {screen}"));
    let (table, _) = table.split_once("\n29 of 610 councils").unwrap_or_else(|| panic!("no sum: {screen}"));
    (table.lines().map(|line| line.trim_end().to_owned()).collect(), screen.contains("NEXT MEETING"))
}

#[test]
fn a_table_is_as_wide_as_the_terminal_and_drawn_in_its_characters() {
    let home = Home::new();
    home.run(&["list"], &[]);
    for (cols, env, all_columns) in
        [(200, &[][..], true), (80, &[], false), (200, &[("COLUMNS", "80")], false), (80, &[("LANG", "C")], false)]
    {
        let (rows, has_all) = list(&home, cols, env);
        assert_eq!((rows.len(), has_all), (29, all_columns), "{cols} {env:?}: {rows:#?}");
        let is_whole =
            |row: &String| row.starts_with(|c: char| c.is_ascii_digit()) && row.contains("letter not recorded");
        assert!(rows.iter().all(is_whole), "{cols} {env:?}: {rows:#?}");
    }
    let (rows, _) = list(&home, 200, &[("LANG", "C")]);
    assert!(rows.iter().all(|row| row.is_ascii()) && rows[0].ends_with('-'), "{rows:#?}");
}
