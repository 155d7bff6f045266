//! Prints the keys as Markdown.

use crate::tui::keys::command::COMMANDS;
use crate::tui::keys::keymap::Keymap;
use crate::tui::keys::scope::Scope;

pub fn keys_markdown() -> String {
    let keymap = Keymap::default();
    let mut page = String::from("# Keys\n");
    let mut scopes: Vec<Scope> = Vec::new();
    for command in COMMANDS {
        if !scopes.contains(&command.scope) {
            scopes.push(command.scope);
        }
    }
    for scope in scopes {
        page.push_str(&format!("\n## {}\n\n| key | command | does |\n| --- | --- | --- |\n", scope.title()));
        for command in COMMANDS.iter().filter(|command| command.scope == scope) {
            let keys = keymap.keys(command.id).replace('|', "\\|");
            page.push_str(&format!("| {keys} | {} | {} |\n", command.name, command.help));
        }
    }
    page
}

#[cfg(test)]
mod tests {
    use super::{COMMANDS, keys_markdown};
    use std::collections::HashSet;

    #[test]
    fn the_table_and_the_enum_agree() {
        let mut names = HashSet::new();
        for command in COMMANDS {
            assert_eq!(command.id.command().name, command.name);
            assert!(names.insert(command.name), "two commands called {}", command.name);
        }
    }

    #[test]
    fn the_list_in_the_documents_is_current() {
        let renew = "renew it: cargo run -- keys --markdown > docs/keys.md";
        assert!(keys_markdown() == include_str!("../../../docs/keys.md"), "{renew}");
    }

    /// The keys in the second column; typed text is longer than a key.
    fn keys_in_readme() -> Vec<&'static str> {
        let readme = include_str!("../../../README.md");
        let (_, section) = readme.split_once("\n## Ten minutes with it\n").unwrap();
        let rows = section.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
        let cells = rows.filter_map(|row| row.trim_end_matches([' ', '|']).rsplit_once(" | "));
        cells.flat_map(|(_, keys)| keys.split('`').skip(1).step_by(2)).filter(|key| key.chars().count() == 1).collect()
    }

    #[test]
    fn every_key_in_the_readme_is_bound() {
        let bound: HashSet<&str> = COMMANDS.iter().flat_map(|command| command.keys).copied().collect();
        let keys = keys_in_readme();
        assert!(keys.len() > 30, "{keys:?}");
        let unbound: Vec<&&str> = keys.iter().filter(|key| !bound.contains(*key)).collect();
        assert!(unbound.is_empty(), "{unbound:?}");
    }

    #[test]
    fn the_printed_list_holds_every_command() {
        let page = keys_markdown();
        assert!(COMMANDS.iter().all(|command| page.contains(command.help)));
    }
}
