//! `cargo run --release --package trainer -- train` learns the model of the reader and writes `data/reply-model.bin`.
//! `cargo run --release --package trainer -- evaluate` prints the tables of the README: each set is read with a model that
//! was learnt from the others. `measure FILE` prints them for replies that the model of the program was not learnt from.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context as _, Result};
use clap::{Parser, Subcommand};
use reading::extract::learnt::{Model, Question, Sequence, guess};
use reading::extract::{self, Document, read_by_rules, read_with_certainty};
use trainer::corpus::{self, Reply};
use trainer::evaluate::{Outcome, Table, triage_reply};
use trainer::learn::{Example, HELD_OUT, OWN_AUTHOR, categories, learn};
use trainer::word_groups;

#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Learns from all labelled replies and writes the model.
    Train,
    /// Says what is read in a text, and how sure that is.
    Explain { file: PathBuf },
    /// Measures each set with a model that was learnt from the others.
    Evaluate {
        /// The sets to measure, such as `a`; all without one.
        sets: Vec<String>,
        /// Keeps the models in this folder, and uses those that are there.
        #[arg(long)]
        models: Option<PathBuf>,
        /// Also lists the ready items that are not exact.
        #[arg(long)]
        wrong: bool,
    },
    /// Measures the model of the program on files of labelled replies that it was not learnt from.
    Measure {
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Also lists the ready items that are not exact.
        #[arg(long)]
        wrong: bool,
    },
}

/// The labelled replies of the tests, each with its author.
fn examples() -> Vec<Example> {
    let own = corpus::all("corpus").into_iter().map(|reply| Example { author: OWN_AUTHOR.to_owned(), reply });
    let held_out = corpus::all("held-out").into_iter().map(|reply| Example { author: HELD_OUT.to_owned(), reply });
    let others = corpus::all("others").into_iter().map(|reply| {
        let author = reply.id.split('.').next().unwrap_or_default().to_owned();
        Example { author, reply }
    });
    own.chain(held_out).chain(others).collect()
}

fn data_file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/reply-model.bin")
}

fn model_without(examples: &[Example], groups: &[u8], set: &str, models: Option<&Path>) -> Result<Vec<u8>> {
    let path = models.map(|folder| folder.join(format!("without-{set}.bin")));
    if let Some(bytes) = path.as_ref().and_then(|path| fs::read(path).ok()) {
        return Ok(bytes);
    }
    let others: Vec<&Example> = examples.iter().filter(|example| example.author != set).collect();
    let bytes = learn(&others, groups);
    if let Some(path) = path {
        fs::write(&path, &bytes).with_context(|| format!("{} cannot be written", path.display()))?;
    }
    Ok(bytes)
}

fn evaluate(sets: &[String], models: Option<&Path>, wrong: bool) -> Result<()> {
    let (examples, groups) = (examples(), word_groups::table()?);
    let mut authors: Vec<&str> = examples.iter().map(|example| example.author.as_str()).collect();
    authors.sort_unstable();
    authors.dedup();
    authors.retain(|author| {
        !matches!(*author, OWN_AUTHOR | HELD_OUT) && (sets.is_empty() || sets.iter().any(|set| set == author))
    });
    let mut tables: Vec<(String, Table)> = Vec::new();
    for set in authors {
        let bytes = model_without(&examples, &groups, set, models)?;
        let model = Model::parse(&bytes).context("the model cannot be read")?;
        eprintln!("{set}: {:?} {:?} {:?}", model.questions, model.priorities, model.least_certainty);
        let own = examples.iter().filter(|example| example.author == set);
        let table = measure(own.map(|example| &example.reply), &model, wrong);
        tables.push((set.to_owned(), table));
    }
    print_tables(tables);
    Ok(())
}

/// What a model reads in labelled replies. `wrong`: also lists the ready items that are not exact.
fn measure<'r>(replies: impl Iterator<Item = &'r Reply>, model: &Model<'_>, wrong: bool) -> Table {
    let mut table = Table::default();
    for reply in replies {
        let triage = triage_reply(reply, Some(model));
        let outcome = table.add(reply, &triage);
        if wrong && outcome.is_some_and(|outcome| outcome != Outcome::Exact) {
            let said: Vec<&str> = triage.reading.priorities.iter().map(|read| read.value.text.as_str()).collect();
            let labels: Vec<&str> = reply.priorities.iter().map(|label| label.text.as_str()).collect();
            println!(
                "{} {outcome:?}: {said:?} labelled {labels:?}; {:?}/{:?} {:?}/{:?} {:?}/{:?}",
                reply.id,
                triage.answer.wish,
                reply.wish,
                triage.answer.frequency,
                reply.frequency,
                triage.answer.method,
                reply.method
            );
        }
    }
    table
}

fn measure_files(files: &[PathBuf], wrong: bool) -> Result<()> {
    let model = Model::embedded().context("the model cannot be read")?;
    let mut tables = Vec::new();
    for file in files {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let text = fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
        let replies = corpus::parse(&name, &text).map_err(anyhow::Error::msg)?;
        tables.push((name, measure(replies.iter(), &model, wrong)));
    }
    print_tables(tables);
    Ok(())
}

fn print_tables(mut tables: Vec<(String, Table)>) {
    let all = tables.iter().fold(Table::default(), |sum, (_, table)| sum.sum(table));
    tables.push(("all".to_owned(), all));
    println!(
        "| set | replies | priorities filled in | with suggested | wish | frequency | method | holding | categories |"
    );
    println!("| --- | ---: | --- | --- | --- | --- | --- | --- | --- |");
    for (set, table) in &tables {
        let [wish, frequency, method, holding] = table.questions;
        let Table { replies, filled_in, suggested, categories, .. } = table;
        println!(
            "| {set} | {replies} | {filled_in} | {suggested} | {wish} | {frequency} | {method} | {holding} | {categories} |"
        );
    }
    println!(
        "\n| set | returns | ready | exact | lose something | wrong |\n| --- | ---: | ---: | ---: | ---: | ---: |"
    );
    for (set, Table { returns, exact, loses, wrong, .. }) in &tables {
        println!("| {set} | {returns} | {} | {exact} | {loses} | {wrong} |", exact + loses + wrong);
    }
}

fn explain(text: &str) -> Result<()> {
    let model = Model::embedded().context("the model cannot be read")?;
    let categories = categories();
    let context = extract::Context { categories: &categories, ..extract::Context::default() };
    let document = Document::new(text);
    let sequence = Sequence::new(&document, model.groups);
    let rules = read_by_rules(&document, &context);
    let guesses = guess(&sequence, &rules.rule_spans(&sequence), &rules.rule_answers(), &model);
    for priority in &guesses.priorities {
        let words = sequence.span(priority.first, priority.end).slice(text);
        println!("{:.2} priority {words:?}", priority.probability);
    }
    for question in Question::ALL {
        let Some(answer) = guesses.answers[question as usize] else { continue };
        let by = if answer.by_rule { "rule" } else { sequence.sentence_text(answer.sentence).unwrap_or_default() };
        let answered = guesses.answered[question as usize];
        println!("{:.2} {question:?} class {} ({by:?}; answered {answered:.2})", answer.probability, answer.class);
    }
    let (reading, certainty) = read_with_certainty(&document, &context, &model);
    println!("{certainty:.3} certain, needs {:.3}", model.least_certainty);
    println!("{reading:#?}");
    Ok(())
}

fn main() -> Result<()> {
    match Arguments::parse().command {
        Command::Evaluate { sets, models, wrong } => evaluate(&sets, models.as_deref(), wrong),
        Command::Measure { files, wrong } => measure_files(&files, wrong),
        Command::Explain { file } => explain(&fs::read_to_string(&file)?),
        Command::Train => {
            let examples = examples();
            let start = Instant::now();
            let bytes = learn(&examples.iter().collect::<Vec<_>>(), &word_groups::table()?);
            fs::write(data_file(), &bytes)?;
            println!("{} replies, {} bytes, {:.0} s", examples.len(), bytes.len(), start.elapsed().as_secs_f64());
            Ok(())
        }
    }
}
