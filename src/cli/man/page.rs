//! One manual page for all commands, from their clap definitions.

use clap::{Arg, Command, CommandFactory};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, italic, roman};

use super::documents::DOCUMENTS;
use super::json_shape::Row;
use crate::cli::args::CommandLine;
use crate::cli::failure::Failure;
use crate::cli::output::Output;

pub fn run(out: &mut Output) -> Result<(), Failure> {
    let mut page = Vec::new();
    render(&mut page).map_err(|error| Failure::from_write_error(&error))?;
    out.print_raw(&page)
}

fn render(page: &mut Vec<u8>) -> std::io::Result<()> {
    let mut command = CommandLine::command().disable_help_subcommand(true);
    command.build();
    let man = Man::new(command.clone().after_help("").after_long_help("")).manual("charterdesk");
    man.render_title(page)?;
    man.render_name_section(page)?;
    man.render_synopsis_section(page)?;
    man.render_description_section(page)?;
    man.render_options_section(page)?;
    let mut roff = Roff::new();
    roff.control("SH", ["COMMANDS"]);
    for one in command.get_subcommands().filter(|one| !one.is_hide_set()) {
        describe(&mut roff, one, "charterdesk");
    }
    for (title, entries) in SECTIONS {
        roff.control("SH", [*title]);
        for (term, text) in *entries {
            roff.control("TP", []);
            roff.text([bold(*term)]);
            roff.text([roman(*text)]);
        }
    }
    add_documents(&mut roff);
    roff.to_writer(page)
}

fn add_documents(roff: &mut Roff) {
    roff.control("SH", ["JSON DOCUMENTS"]);
    roff.text([roman(
        "Each value has its path as jq(1) writes it. A later version may add keys, and takes none away.",
    )]);
    for document in DOCUMENTS {
        roff.control("SS", [document.command]);
        roff.text([roman(document.about)]);
        for Row { path, kind, about } in document.rows() {
            roff.control("TP", []);
            roff.text([bold(path)]);
            let separator = if about.is_empty() { "" } else { ". " };
            roff.text([roman(format!("{kind}{separator}{}", about.replace('`', "")))]);
        }
    }
}

/// A command with its own options. Global options are listed under OPTIONS.
fn describe(roff: &mut Roff, command: &Command, parent: &str) {
    let name = format!("{parent} {}", command.get_name());
    if command.has_subcommands() {
        for one in command.get_subcommands() {
            describe(roff, one, &name);
        }
        return;
    }
    roff.control("SS", [name.as_str()]);
    if let Some(about) = command.get_about() {
        roff.text([roman(about.to_string())]);
    }
    let own = |arg: &&Arg| !arg.is_global_set() && !["help", "version"].contains(&arg.get_id().as_str());
    for arg in command.get_arguments().filter(own) {
        roff.control("TP", []);
        let value = arg.get_value_names().unwrap_or_default().join(" ");
        match arg.get_long() {
            Some(long) if arg.get_action().takes_values() => {
                roff.text([bold(format!("--{long}")), roman(" "), italic(value)]);
            }
            Some(long) => {
                roff.text([bold(format!("--{long}"))]);
            }
            None => {
                roff.text([italic(value)]);
            }
        }
        let help = arg.get_long_help().or(arg.get_help()).map(ToString::to_string).unwrap_or_default();
        let values: Vec<String> = arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
        let choice = arg.get_action().takes_values() && !values.is_empty();
        let values = if choice { format!(": {}", values.join(", ")) } else { String::new() };
        roff.text([roman(format!("{help}{values}"))]);
    }
}

type Section = (&'static str, &'static [(&'static str, &'static str)]);

const SECTIONS: &[Section] = &[
    (
        "COUNCILS AND DATES",
        &[
            (
                "COUNCIL",
                "An id, an ONS code (E04...), or a name: the council's, with or without \"Town Council\" and the like, \
                 or a parish's; or the beginning of a name that no other council has. What fits several councils is \
                 refused, and they are listed with what tells them apart.",
            ),
            (
                "PRIORITY",
                "Its place (1 to 3) in the return in force, its id as #12, or words that no other priority of the council \
                 has. What fits none or several is refused, and they are listed.",
            ),
            (
                "DATE",
                "2023-09-30, or as a person types it, day first: 30/9, 30 sep 2023, today, -1, tue. A date without a \
                 year is near to the as-at day; what was understood is said on stderr. A time zone is turned into \
                 London time: 2023-09-30T23:30Z is half past midnight on 1 October.",
            ),
        ],
    ),
    (
        "EXIT STATUS",
        &[
            ("0", "Done."),
            ("1", "Failed: the database, a file or the terminal could not be used."),
            ("2", "Not asked properly: an option, a date or a name on the command line, or a line of the settings."),
            ("3", "Refused: a rule or what is on file stands against it. The reason and what to do are on stderr."),
        ],
    ),
    (
        "ENVIRONMENT",
        &[
            ("CHARTERDESK_DATABASE", "The database, unless --database names one."),
            ("XDG_DATA_HOME, XDG_CONFIG_HOME", "The folders of the database and of the settings."),
            ("USER, LOGNAME, USERNAME", "Who makes a change, unless --by says."),
            ("NO_COLOR, TERM", "With NO_COLOR set or TERM=dumb nothing is coloured, unless --color says always."),
            (
                "COLUMNS",
                "How wide tables may be; otherwise as wide as the terminal. In a pipe or a file without it nothing is cut.",
            ),
            (
                "LC_ALL, LC_CTYPE, LANG",
                "With a character set other than UTF-8 everything is printed and drawn in ASCII.",
            ),
            ("TMPDIR", "Where the demonstration keeps its database while it runs."),
        ],
    ),
    (
        "FILES",
        &[
            (
                "$XDG_DATA_HOME/charterdesk/charterdesk.db",
                "The database, made and filled with the register at the first start. ~/.local/share if XDG_DATA_HOME \
                 is not set.",
            ),
            (
                "$XDG_CONFIG_HOME/charterdesk/config.toml",
                "The settings, if there are any: off_duty = [\"spare\"], words for leave in a duty roster; mouse = true or \
                 false; reader = true or false; theme = \"auto\", \"dark\", \"light\", \"paper\", \"contrast\" or \"plain\"; and a table [keys] with lines command = \"key\" (charterdesk keys names the \
                 commands). ~/.config if XDG_CONFIG_HOME is not set.",
            ),
            (
                "$XDG_CONFIG_HOME/charterdesk/letters/*.txt",
                "The texts of the letters that you sent, as plain text in UTF-8. Where a reply brings them back they are \
                 kept, and not taken for what the council wrote.",
            ),
        ],
    ),
    (
        "EXAMPLES",
        &[
            ("charterdesk list --county shrop --show missed", "Who in Shropshire missed the deadline."),
            (
                "charterdesk record return Wem --received 20/9 --wish yes --priority 'Speeding past the school'",
                "Record what Wem Town Council answered.",
            ),
            (
                "charterdesk record meeting Wem --on tue --attendance not-attended --reason short-notice",
                "Record that nobody could go.",
            ),
            (
                "charterdesk record meeting Wem --on tue --attendance in-person --progress '1=Signs are up' --update",
                "Record a meeting, what was said about a priority, and that the council was told: one change.",
            ),
            (
                "charterdesk plan --team 'Wem SNT' --duty '6 nov, 8-10 nov 17:00-22:00' --accept",
                "Plan which meetings to attend, and put that into the diary.",
            ),
            ("charterdesk brief Wem --html wem.html", "One side of A4 to take to the next meeting."),
            (
                "charterdesk import replies mailbox.mbox replies.xlsx",
                "Put the replies of a mailbox and a sheet into the inbox.",
            ),
            ("charterdesk inbox accept 12", "Record what item 12 of the inbox says."),
            ("charterdesk export diary --ics diary.ics", "The diary for a calendar program."),
            (
                "charterdesk export returns --round 2023-Q4 -o returns.xlsx",
                "The returns of a round as a workbook, which import table takes into another database.",
            ),
            ("charterdesk list --as-at 2023-09-30 --json", "How every council stood on the day of the deadline."),
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::{CommandFactory, CommandLine, render};

    fn page() -> String {
        let mut page = Vec::new();
        render(&mut page).unwrap();
        String::from_utf8(page).unwrap()
    }

    #[test]
    fn the_page_names_every_command_and_option() {
        let page = page().replace("\\-", "-");
        let mut stack = vec![CommandLine::command()];
        while let Some(command) = stack.pop() {
            assert!(page.contains(command.get_name()), "{}", command.get_name());
            for arg in command.get_arguments().filter_map(|arg| arg.get_long()) {
                assert!(page.contains(&format!("--{arg}")), "--{arg}");
            }
            stack.extend(command.get_subcommands().filter(|one| !one.is_hide_set()).cloned());
        }
    }

    #[test]
    fn the_page_has_its_sections() {
        let page = page();
        for section in
            ["NAME", "SYNOPSIS", "COMMANDS", "EXIT STATUS", "ENVIRONMENT", "FILES", "EXAMPLES", "JSON DOCUMENTS"]
        {
            assert!(
                page.contains(&format!(".SH \"{section}\"")) || page.contains(&format!(".SH {section}")),
                "{section}"
            );
        }
    }
}
