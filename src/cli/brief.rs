//! `brief`: one page about a council before its meeting.

use super::args::BriefArgs;
use super::failure::Failure;
use super::files::OutputFile;
use super::table::wrap;
use crate::cli::context::Context;
use crate::cli::output::Output;
use charter::brief::{Brief, LineKind};
use desk::documents::html;

const PAGE_WIDTH: usize = 80;

pub fn run(args: &BriefArgs, context: &Context, out: &mut Output) -> Result<(), Failure> {
    let round = context.round(args.round.round.as_deref())?;
    let councils = context.councils()?;
    let council = context.find_council(&args.council, &councils)?;
    let brief = Brief::build(&context.file(council, &round, context.as_at)?, &round, context.as_at);
    if args.json.json {
        return out.json(&brief);
    }
    let Some(path) = &args.html else { return print(&brief, out) };
    let page = html::brief(&brief).map_err(|error| Failure::Failed(error.to_string()))?;
    let written = OutputFile { path, signature: None, kind: "page of HTML", force: args.force };
    written.write(&page, out)
}

fn print(brief: &Brief, out: &mut Output) -> Result<(), Failure> {
    for line in brief.lines() {
        match line.part {
            LineKind::Title => out.print_heading(&line.text)?,
            LineKind::Heading => {
                out.print_line("")?;
                out.print_heading(&line.text)?;
            }
            LineKind::Text => print_indented(&line.text, 2, out)?,
            LineKind::Under => print_indented(&line.text, 6, out)?,
        }
    }
    Ok(())
}

fn print_indented(text: &str, indent: usize, out: &mut Output) -> Result<(), Failure> {
    let mut first = true;
    for line in wrap(text, PAGE_WIDTH - indent - 2) {
        let more = if first { indent } else { indent + 2 };
        out.print_line(&format!("{}{line}", " ".repeat(more)))?;
        first = false;
    }
    Ok(())
}
