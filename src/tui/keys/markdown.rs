//! The list of keys as a page of the manual.

use crate::tui::keys::command::COMMANDS;
use crate::tui::keys::keymap::Keymap;
use crate::tui::keys::scope::Scope;

/// The keys as a Markdown page, for the manual.
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
    fn the_printed_list_holds_every_command() {
        let page = keys_markdown();
        assert!(COMMANDS.iter().all(|command| page.contains(command.help)));
    }
}
