//! The tables of what is about several councils, or about none.

use chrono::NaiveDate;

use super::section::Section;
use super::tables::iso_date;
use crate::calendar::to_london;
use crate::council_file::CouncilFile;
use crate::issued_report::IssuedReport;
use crate::public_event::{EventKind, PublicEvent};
use crate::request::Request;
use crate::round::Round;
use crate::untrusted::Untrusted;

/// Events to come that cover one of the councils, and the meetings of committees.
pub(super) fn events(files: &[CouncilFile], events: &[PublicEvent], as_at: NaiveDate) -> Section {
    let mut rows = Vec::new();
    for event in events.iter().filter(|event| event.facts.on >= as_at) {
        let covered = files.iter().filter(|file| event.councils.contains(&file.council.id));
        let covered: Vec<&str> = covered.map(|file| file.council.name.raw()).collect();
        if covered.is_empty() && event.facts.kind != EventKind::Committee {
            continue;
        }
        let facts = &event.facts;
        rows.push(vec![
            iso_date(Some(facts.on)),
            Untrusted::new(facts.at.map(|at| at.format("%H:%M").to_string()).unwrap_or_default()),
            Untrusted::from(facts.title()),
            facts.place.clone(),
            Untrusted::new(covered.join("; ")),
        ]);
    }
    Section {
        name: "events",
        heading: "Coming events for the public and meetings of committees",
        columns: &["on", "at", "event", "place", "councils"],
        rows,
    }
}

/// Those that nobody answered. They are about no one team, so all are listed.
pub(super) fn requests(requests: &[Request], as_at: NaiveDate) -> Section {
    let row = |request: &Request| {
        let facts = &request.facts;
        vec![
            facts.asked_by.clone(),
            iso_date(Some(facts.on)),
            Untrusted::from(facts.kind.label()),
            facts.what.clone(),
            facts.owner.clone(),
            iso_date(facts.due),
        ]
    };
    Section {
        name: "requests",
        heading: "Requests of public bodies, not answered",
        columns: &["asked by", "asked on", "how", "what", "owner", "due"],
        rows: requests.iter().filter(|request| request.is_open(as_at)).map(row).collect(),
    }
}

/// The reports of the round that were issued by the day.
pub(super) fn issued_reports(issued: &[IssuedReport], round: &Round, as_at: NaiveDate) -> Section {
    let row = |report: &IssuedReport| {
        let facts = &report.facts;
        let issued_on = to_london(facts.made_at).date();
        (facts.round == round.id && issued_on <= as_at).then(|| {
            vec![
                iso_date(Some(issued_on)),
                facts.to.clone(),
                Untrusted::from(facts.layout.as_str()),
                facts.area.clone(),
                iso_date(Some(facts.as_at)),
                facts.reason.clone(),
            ]
        })
    };
    Section {
        name: "issued-reports",
        heading: "Reports issued in the round",
        columns: &["issued on", "to", "layout", "area", "as at", "why it corrects another"],
        rows: issued.iter().filter_map(row).collect(),
    }
}
