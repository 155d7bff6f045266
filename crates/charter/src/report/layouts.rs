//! The three layouts: which sections a report has, and in which order.

use super::build::{Builder, Layout};
use super::document::{Block, Cell, Column, Section, Table};
use super::measure::Measure;
use super::measure_lists;
use super::notes;
use super::sections;
use crate::calendar::format_full;
use crate::engagement::Promise;

pub(super) fn sections(builder: &Builder<'_>) -> Vec<Section> {
    match builder.request.layout {
        Layout::Summary => summary(builder),
        Layout::Committee => committee(builder),
        Layout::Inspector => inspector(builder),
    }
}

fn content(builder: &Builder<'_>) -> Vec<Section> {
    vec![
        sections::request_log(builder),
        sections::participation(builder),
        sections::replies_by_day(builder),
        sections::promises(builder),
        sections::priorities(builder),
        sections::reviews(builder),
        sections::follow_up(builder),
        sections::changes(builder),
    ]
}

fn summary(builder: &Builder<'_>) -> Vec<Section> {
    let mut all = content(builder);
    all.extend([
        notes::definitions(),
        notes::caveats(builder),
        notes::comparability(builder),
        notes::corrections(builder),
        notes::contact(builder),
    ]);
    all
}

fn inspector(builder: &Builder<'_>) -> Vec<Section> {
    vec![
        sections::request_log(builder),
        attention(builder),
        sections::participation(builder),
        sections::promises(builder),
        sections::priorities(builder),
        sections::reviews(builder),
        sections::follow_up(builder),
        sections::changes(builder),
        notes::definitions(),
        notes::caveats(builder),
        notes::comparability(builder),
        notes::corrections(builder),
        notes::contact(builder),
    ]
}

/// What somebody has to do something about, with the next step.
fn attention(builder: &Builder<'_>) -> Section {
    let now = builder.now();
    let is_past = now.round.is_past(now.as_at);
    let steps = measure_lists::attention(is_past);
    let row = |(measure, step): &(Measure, &str)| {
        vec![
            Cell::Text(measure.full_label()),
            Cell::Value(builder.value(now, builder.area(), measure)),
            Cell::Text(measure.base().label().to_owned()),
            Cell::Text((*step).to_owned()),
        ]
    };
    let table = Table {
        id: "attention".to_owned(),
        title: "What needs attention, and the next step".to_owned(),
        about: format!("{}; {}", builder.area().label(), Builder::when(now)),
        columns: vec![Column::text("what"), Column::value("number"), Column::text("base"), Column::text("next step")],
        rows: steps.iter().map(row).collect(),
        is_partition: false,
    };
    let owed = builder.share(&Measure::Promise(Promise::Owed)).count_of("promise");
    let overdue = builder.share(&Measure::OverdueAction).count_of("open priority");
    let mut blocks = vec![
        Block::text(format!("{}, {owed} were still owed. {overdue} had an action past its due day.", builder.as_at())),
        Block::Table(table),
    ];
    // Waits have a table of their own, and this one is wide.
    let is_wait = |measure: &Measure| matches!(measure, Measure::LastingWait(_));
    let measures: Vec<Measure> = steps.into_iter().map(|(measure, _)| measure).filter(|one| !is_wait(one)).collect();
    blocks.extend(builder.by_area(("attention", "What needs attention"), &measures).map(Block::Table));
    Section::new("attention", "What needs attention", blocks)
}

fn committee(builder: &Builder<'_>) -> Vec<Section> {
    let mut supporting = Vec::new();
    let mut appendices = Vec::new();
    for (letter, section) in ('A'..='Z').zip(content(builder)) {
        let (shown, appended): (Vec<Block>, Vec<Block>) =
            section.blocks.into_iter().partition(|block| !matches!(block, Block::Table(_) | Block::Chart(_)));
        supporting.push(Block::Subheading(section.heading.clone()));
        supporting.extend(shown);
        let heading = format!("Appendix {letter}: {}", section.heading);
        let blocks =
            if appended.is_empty() { vec![Block::List(vec!["Nothing is on record.".to_owned()])] } else { appended };
        appendices.push(Section::new(&format!("appendix-{}", section.id), &heading, blocks));
    }
    let list = Block::List(appendices.iter().map(|appendix| appendix.heading.clone()).collect());
    let mut all = vec![
        recommendation(),
        background(builder),
        Section::new("supporting-information", "Supporting information", supporting),
        notes::caveats(builder),
        notes::comparability(builder),
        notes::corrections(builder),
        Section::new("appendices", "Appendices", vec![list]),
    ];
    let contact = notes::contact(builder);
    all.push(Section { heading: "Specific contact points".to_owned(), ..contact });
    all.push(background_papers(builder));
    all.extend(appendices);
    all.push(notes::definitions());
    all
}

fn recommendation() -> Section {
    let asked = [
        "note how many town and parish councils replied, and what was promised to them and kept;",
        "note what became of the councils' priorities;",
        "say what it wishes to be told in the next report.",
    ];
    Section::new(
        "recommendation",
        "Recommendation",
        vec![Block::text("The committee is recommended to:"), Block::Lettered(asked.map(str::to_owned).to_vec())],
    )
}

fn background(builder: &Builder<'_>) -> Section {
    let round = &builder.now().round;
    let issued = round.issued_on.map_or_else(
        || "The day of the letter is not recorded.".to_owned(),
        |on| format!("The letter is dated {}.", format_full(on)),
    );
    let meeting = builder.request.meeting.as_ref().map_or_else(
        || "The day of the committee's meeting, and with it that of its papers, is not known.".to_owned(),
        |meeting| {
            format!(
                "The committee meets on {}. Its papers go out by {}, five clear working days before (Local Government Act \
                 1972, section 100B). Questions are due by 9.00 on {}.",
                format_full(meeting.on),
                format_full(meeting.papers_due),
                format_full(meeting.questions_due)
            )
        },
    );
    Section::new(
        "background",
        "Background",
        vec![
            Block::text(
                "The force asks every town and parish council each quarter for up to three policing priorities. It promises \
                 those that take part one contact a quarter, and to tell them what was done.",
            ),
            Block::text(format!("{issued} Councils were asked to reply by {}.", format_full(round.deadline))),
            Block::text(meeting),
        ],
    )
}

fn background_papers(builder: &Builder<'_>) -> Section {
    let round = &builder.now().round;
    let version = round.terms.charter_version.trim();
    let charter = if version.is_empty() {
        "The charter enclosed with the letter.".to_owned()
    } else {
        let version = crate::untrusted::Untrusted::from(version).clean_for_html();
        format!("The charter enclosed with the letter, version {version}.")
    };
    let figures = format!("The figures of this report as CSV, as at {}.", format_full(builder.now().as_at));
    Section::new("background-papers", "Background papers", vec![Block::List(vec![charter, figures])])
}
