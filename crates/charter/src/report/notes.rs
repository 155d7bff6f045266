//! The sections that say what the figures mean: definitions, limits, comparability, corrections, contact.

use std::collections::BTreeMap;

use super::area_key::AreaKey;
use super::build::Builder;
use super::definition::DEFINITIONS;
use super::document::{Block, Cell, Column, NOT_COUNTED, Section, Table};
use super::figures::PeriodFacts;
use crate::calendar::format_full;
use crate::english::pluralize;
use crate::issued_report::{ChangedFigure, StoredFigure};
use crate::round_comparison::Against;
use crate::untrusted::Untrusted;

pub(super) fn definitions() -> Section {
    let terms = DEFINITIONS
        .iter()
        .map(|one| [one.label.to_owned(), one.definition.to_owned(), format!("Base: {}.", one.base.label())]);
    Section::new(
        "definitions",
        "Definitions",
        vec![
            Block::text("Each measure has one definition and one base, which counts those too that never answered."),
            Block::Terms(terms.collect()),
        ],
    )
}

pub(super) fn caveats(builder: &Builder<'_>) -> Section {
    let waiting = builder
        .now()
        .lines
        .iter()
        .filter(|line| builder.area().contains(line) && line.status.waiting.is_some())
        .count();
    let list = [
        "These are management figures from the team's own records, as they were typed in. They are not official statistics."
            .to_owned(),
        "Rates are whole per cents of unrounded counts, so parts may not add up to 100. A base under 10 has no rate; one \
         from 10 to 49 is marked as small."
            .to_owned(),
        "Areas stand in the order of their names. They are not ranked: many have too few councils for that.".to_owned(),
        "Silence is no answer. Councils that did not reply are in the base of every rate of councils.".to_owned(),
        "What is recorded after the as-at day does not count.".to_owned(),
    ];
    let replies = if waiting == 0 {
        "No reply waits to be recorded.".to_owned()
    } else {
        format!(
            "Replies of {} wait to be recorded. Until then these councils count as not heard, or as they were.",
            crate::english::pluralize(waiting, "council")
        )
    };
    Section::new(
        "caveats",
        "What to keep in mind",
        vec![Block::text("The figures have these limits."), Block::List(list.into_iter().chain([replies]).collect())],
    )
}

pub(super) fn comparability(builder: &Builder<'_>) -> Section {
    let now = builder.now();
    let is_complete = now.as_at >= now.round.ends_on;
    let state = if is_complete {
        format!("The quarter is complete: it is seen as at its last day, {}.", format_full(now.as_at))
    } else {
        format!(
            "The quarter is not complete: it is seen as at {}, and ends on {}. Its figures still grow.",
            format_full(now.as_at),
            format_full(now.round.ends_on)
        )
    };
    let earlier: Vec<String> = Against::ALL
        .iter()
        .map(|against| match builder.facts.earlier(*against) {
            Some(before) => {
                let asked = |period: &PeriodFacts| period.lines.iter().filter(|line| builder.area().contains(line)).count();
                let (was, is) = (asked(before), asked(now));
                format!(
                    "{against}: {}. It asked {}, this one {}; its deadline was {}. A council that changed its area counts \
                     in the one that it had then.",
                    Builder::when(before),
                    crate::english::pluralize(was, "council"),
                    crate::english::pluralize(is, "council"),
                    format_full(before.round.deadline)
                )
            }
            None => format!("{against}: no other round is on record."),
        })
        .collect();
    Section::new("comparability", "Comparing with earlier rounds", vec![Block::text(state), Block::List(earlier)])
}

pub(super) fn corrections(builder: &Builder<'_>) -> Section {
    let Some(correction) = builder.request.correction.as_ref().filter(|one| !one.changed.is_empty()) else {
        let text = "No figure that was issued earlier is corrected here.";
        return Section::new("corrections", "Corrections", vec![Block::text(text)]);
    };
    // The words of today for what both issues count.
    let labels: BTreeMap<String, String> =
        builder.known(|_| true).iter().map(|measure| (measure.code(), measure.full_label())).collect();
    let number = |figure: Option<&StoredFigure>| figure.map_or_else(|| NOT_COUNTED.to_owned(), StoredFigure::describe);
    let row = |changed: &ChangedFigure| {
        let known = changed.now.as_ref().or(changed.issued.as_ref());
        let measure = known.map_or("", |figure| figure.measure.as_str());
        let area = known.map_or("", |figure| figure.area.as_str());
        vec![
            Cell::Text(labels.get(measure).cloned().unwrap_or_else(|| clean(measure))),
            Cell::Text(if area.is_empty() { AreaKey::force().label() } else { clean(area) }),
            Cell::Text(number(changed.issued.as_ref())),
            Cell::Text(number(changed.now.as_ref())),
        ]
    };
    let table = Table {
        id: "corrections".to_owned(),
        title: "Figures corrected since the earlier issue".to_owned(),
        about: "As issued, and now; each with its base".to_owned(),
        columns: ["measure", "area", "issued", "now"].map(Column::text).to_vec(),
        rows: correction.changed.iter().map(row).collect(),
        is_partition: false,
    };
    let count = pluralize(correction.changed.len(), "figure");
    let reason = match correction.reason.trim() {
        "" => String::new(),
        reason => format!(" Reason: {}", clean(reason)),
    };
    let text = format!("{count} of the issue of {} are corrected here.{reason}", format_full(correction.issued_on));
    Section::new("corrections", "Corrections", vec![Block::text(text), Block::Table(table)])
}

fn clean(text: &str) -> String {
    Untrusted::from(text).clean_for_html()
}

pub(super) fn contact(builder: &Builder<'_>) -> Section {
    let contact = builder.request.contact.trim();
    let whom = if contact.is_empty() {
        "Ask the team that gave you this report.".to_owned()
    } else {
        format!("Questions and corrections: {contact}.")
    };
    let formats = "The same figures are available as a web page, plain text, CSV, a workbook (XLSX) and JSON; the web page in \
                   large print too. Ask for it on audio, in Braille or on paper.";
    Section::new("contact", "Contact and other formats", vec![Block::text(whom), Block::text(formats)])
}
