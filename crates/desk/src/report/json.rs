//! The report as one JSON document: its figures, and priorities and events as police.uk has them.

use charter::calendar::format_full;
use charter::council_line::CouncilLine;
use charter::english::capitalize;
use charter::meeting::Meeting;
use charter::priority_line::PriorityLine;
use charter::public_event::{EventKind, PublicEvent};
use charter::report::{AreaKey, Block, DEFINITIONS, Facts, Figure, Report, Value};
use charter::untrusted::Untrusted;
use chrono::{NaiveDate, NaiveTime};
use schemars::JsonSchema;
use serde::Serialize;

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ReportDocument {
    title: String,
    /// Says that these are no official statistics.
    subtitle: String,
    /// Empty if the setting is empty.
    marking: String,
    /// The code of the round.
    round: String,
    /// The first day of the quarter.
    from: NaiveDate,
    until: NaiveDate,
    deadline: NaiveDate,
    as_at: NaiveDate,
    /// The SHA-256 of the report's figures as CSV: equal figures have an equal digest.
    digest: String,
    paragraphs: Vec<ParagraphDocument>,
    figures: Vec<FigureDocument>,
    definitions: Vec<DefinitionDocument>,
    /// The open priorities, in the shape of police.uk.
    priorities: Vec<PoliceUkPriority>,
    /// The councils' meetings that the team plans to attend, in the shape of police.uk.
    events: Vec<PoliceUkEvent>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
struct ParagraphDocument {
    number: usize,
    heading: String,
    text: String,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
struct FigureDocument {
    /// The code of a round.
    period: String,
    /// force, county, district, team or council.
    level: &'static str,
    /// Empty if none is known.
    area_code: String,
    area: String,
    /// A stable code; its beginning is that of a definition.
    measure: String,
    label: String,
    /// What `of` counts.
    base: &'static str,
    /// A count; of a follow-up time, the median days, `null` if no wait has ended.
    n: Option<f64>,
    of: usize,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
struct DefinitionDocument {
    code: &'static str,
    label: &'static str,
    definition: &'static str,
    base: &'static str,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
struct PoliceUkPriority {
    /// The name of the category: what a council wrote is not published.
    issue: String,
    /// As 2023-09-20T00:00:00: a day, which police.uk writes as its midnight.
    issue_date: String,
    /// The number of actions; `null` without one.
    action: Option<String>,
    /// Always `null`: a number of actions has no day.
    action_date: Option<String>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
struct PoliceUkEvent {
    title: String,
    /// meeting, or the kind of an event for the public: surgery, street-briefing, other.
    #[serde(rename = "type")]
    kind: &'static str,
    /// Says the day, and that the time is not known, if it is not; else `null`.
    description: Option<String>,
    /// Always `null`: the place is as somebody typed it.
    address: Option<String>,
    /// As 2023-10-03T19:30:00; at 00:00:00 if the time is not known, because programs that read police.uk expect a day.
    start_date: String,
    end_date: Option<String>,
    contact_details: Option<String>,
}

/// `meetings` are those of the quarter, `public_events` all; `focus` is the area of the report.
pub(super) fn document(
    report: &Report,
    facts: &Facts,
    (meetings, public_events): (&[Meeting], &[PublicEvent]),
    focus: &AreaKey,
    digest: &str,
) -> ReportDocument {
    let round = &facts.now.round;
    let lines: Vec<&CouncilLine> = facts.now.lines.iter().filter(|line| focus.contains(line)).collect();
    let open =
        |line: &&PriorityLine| line.status.state.is_open() && lines.iter().any(|council| council.id == line.council);
    let event = |meeting: &Meeting| {
        let council = lines.iter().find(|line| line.id == meeting.council)?;
        let is_ahead = meeting.is_planned() && meeting.facts.on >= facts.now.as_at;
        is_ahead.then(|| police_uk_event(meeting, council))
    };
    let is_in_focus = |event: &PublicEvent| {
        event.councils.is_empty() || event.councils.iter().any(|id| lines.iter().any(|council| council.id == *id))
    };
    // A committee's meeting is not held by the team.
    let is_ahead = |event: &&PublicEvent| {
        event.facts.kind != EventKind::Committee && (facts.now.as_at..=round.ends_on).contains(&event.facts.on)
    };
    let public = public_events.iter().filter(is_ahead).filter(|event| is_in_focus(event));
    ReportDocument {
        title: report.title.clone(),
        subtitle: report.subtitle.clone(),
        marking: report.marking.clone(),
        round: round.code.clone(),
        from: round.starts_on,
        until: round.ends_on,
        deadline: round.deadline,
        as_at: facts.now.as_at,
        digest: digest.to_owned(),
        paragraphs: paragraphs(report),
        figures: report.figures.iter().map(figure).collect(),
        definitions: DEFINITIONS
            .iter()
            .map(|one| DefinitionDocument {
                code: one.code,
                label: one.label,
                definition: one.definition,
                base: one.base.label(),
            })
            .collect(),
        priorities: facts.now.priorities.iter().filter(open).map(police_uk_priority).collect(),
        events: meetings.iter().filter_map(event).chain(public.map(police_uk_public_event)).collect(),
    }
}

fn paragraphs(report: &Report) -> Vec<ParagraphDocument> {
    let mut all = Vec::new();
    for section in &report.sections {
        for block in &section.blocks {
            if let Block::Paragraph { number, text } = block {
                let heading = section.heading.clone();
                all.push(ParagraphDocument { number: *number, heading, text: text.clone() });
            }
        }
    }
    all
}

fn figure(figure: &Figure) -> FigureDocument {
    let n = match figure.value {
        Value::Share(share) => u32::try_from(share.n).ok().map(f64::from),
        Value::Median { of: 0, .. } => None,
        Value::Median { half_days, .. } => Some(f64::from(half_days) / 2.0),
    };
    FigureDocument {
        period: figure.period.to_string(),
        level: figure.area.level.code(),
        area_code: Untrusted::from(figure.area.code.as_str()).clean_for_html(),
        area: figure.area.label(),
        measure: figure.measure.code(),
        label: figure.measure.full_label(),
        base: figure.measure.base().code(),
        n,
        of: figure.value.of(),
    }
}

fn police_uk_priority(line: &PriorityLine) -> PoliceUkPriority {
    let category = line.category.as_deref().map(|name| Untrusted::from(name).clean_for_html());
    let status = &line.status;
    let actions = charter::english::pluralize(status.actions, "action");
    PoliceUkPriority {
        issue: category.unwrap_or_else(|| "No category".to_owned()),
        issue_date: at(line.since, NaiveTime::MIN),
        action: (status.actions > 0).then(|| format!("{actions}, {} still open", status.open)),
        action_date: None,
    }
}

fn police_uk_public_event(event: &PublicEvent) -> PoliceUkEvent {
    police_uk_occasion(capitalize(event.facts.kind.label()), event.facts.kind.code(), (event.facts.on, event.facts.at))
}

fn police_uk_event(meeting: &Meeting, council: &CouncilLine) -> PoliceUkEvent {
    let title = format!("Meeting of {}", council.name.clean_for_html());
    police_uk_occasion(title, "meeting", (meeting.facts.on, meeting.facts.at))
}

fn police_uk_occasion(title: String, kind: &'static str, (on, time): (NaiveDate, Option<NaiveTime>)) -> PoliceUkEvent {
    PoliceUkEvent {
        title,
        kind,
        description: time.is_none().then(|| format!("{}, time not known", format_full(on))),
        address: None,
        start_date: at(on, time.unwrap_or(NaiveTime::MIN)),
        end_date: None,
        contact_details: None,
    }
}

/// As police.uk writes a time: without a zone.
fn at(on: NaiveDate, time: NaiveTime) -> String {
    on.and_time(time).format("%Y-%m-%dT%H:%M:%S").to_string()
}
