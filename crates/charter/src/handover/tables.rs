//! Builds each table from the council files.

use chrono::NaiveDate;

use super::section::{Draft, Section, Units};
use crate::area::{Area, AreaLevel, of_level};
use crate::calendar::format_with_year;
use crate::contact::ContactFacts;
use crate::council_file::{CouncilFile, PriorityFile};
use crate::letter::Letter;
use crate::priority::Action;
use crate::returns::ReturnState;
use crate::round::Round;
use crate::status::Flag;
use crate::team::Team;
use crate::unit::Unit;
use crate::untrusted::Untrusted;

pub(super) fn iso_date(day: Option<NaiveDate>) -> Untrusted {
    Untrusted::new(day.map(|day| day.to_string()).unwrap_or_default())
}

/// A text of the contact that letters go to; blank without a contact.
fn contact(file: &CouncilFile, as_at: NaiveDate, text: impl Fn(&ContactFacts) -> &Untrusted) -> Untrusted {
    file.letter_contact(as_at).map(|contact| text(&contact.facts).clone()).unwrap_or_default()
}

fn yes_or_no(holds: bool) -> Untrusted {
    Untrusted::from(if holds { "yes" } else { "no" })
}

fn collect_rows<'a, R: Iterator<Item = Vec<Untrusted>> + 'a>(
    files: &'a [CouncilFile],
    of: impl Fn(&'a CouncilFile) -> R + 'a,
) -> Vec<Vec<Untrusted>> {
    files.iter().flat_map(of).collect()
}

pub(super) fn to_tell(files: &[CouncilFile], team: &str, as_at: NaiveDate) -> Section {
    let untold = collect_rows(files, |file| {
        let concerned = file
            .team_changes()
            .filter(move |change| change.is_unannounced(as_at) && [change.from.raw(), change.to.raw()].contains(&team));
        concerned.map(|change| {
            vec![
                file.council.name.clone(),
                file.council.district.clone(),
                change.from.clone(),
                change.to.clone(),
                iso_date(Some(change.on)),
                contact(file, as_at, |facts| &facts.role),
                contact(file, as_at, ContactFacts::address),
            ]
        })
    });
    Section {
        name: "to-tell",
        heading: "Councils that must be told of the change of team",
        columns: &["council", "district", "from", "to", "since", "contact", "address"],
        rows: untold,
    }
}

/// Every current contact, so that the other team can write at once.
pub(super) fn contacts(files: &[CouncilFile], as_at: NaiveDate) -> Section {
    let rows = collect_rows(files, |file| {
        file.contacts.iter().filter(move |contact| contact.is_current(as_at)).map(move |contact| {
            let facts = &contact.facts;
            let (email, post) = (facts.email.clone(), facts.postal_address.clone());
            let bounced_on = facts.bounced_on.filter(|_| facts.has_bounced(as_at));
            let dates = [facts.checked_on, bounced_on].map(iso_date);
            [file.council.name.clone(), facts.role.clone(), facts.salutation.clone(), email, facts.phone.clone(), post]
                .into_iter()
                .chain(dates)
                .collect()
        })
    });
    Section {
        name: "contacts",
        heading: "Contacts",
        columns: &["council", "role", "salutation", "e-mail", "phone", "postal address", "checked", "bounced"],
        rows,
    }
}

/// The posts on the day, and those that are recorded for later.
pub(super) fn officers(files: &[CouncilFile], as_at: NaiveDate) -> Section {
    let rows = collect_rows(files, |file| {
        file.officers.iter().filter(move |officer| officer.until.is_none_or(|until| as_at < until)).map(|officer| {
            let dates = [Some(officer.from), officer.until].map(iso_date);
            [file.council.name.clone(), officer.post.clone()].into_iter().chain(dates).collect()
        })
    });
    Section { name: "officers", heading: "Named contacts", columns: &["council", "post", "from", "until"], rows }
}

/// The counties, districts and teams of the councils, with their days and successors.
pub(super) fn areas(files: &[CouncilFile], units: Units<'_>) -> Section {
    fn rows<T: Unit>(units: &[&T], is_held: impl Fn(&Untrusted) -> bool) -> Vec<Vec<Untrusted>> {
        let held = units.iter().filter(|unit| is_held(unit.term().name));
        held.map(|unit| {
            let term = unit.term();
            let next = term.successor.and_then(|id| units.iter().find(|unit| unit.id() == id));
            let next = next.map(|next| next.term().name.clone()).unwrap_or_default();
            let [from, until] = [term.active_from, term.inactive_on].map(iso_date);
            vec![Untrusted::from(unit.noun()), term.name.clone(), term.code.clone(), from, until, next]
        })
        .collect()
    }
    let mut listed = Vec::new();
    for level in AreaLevel::ALL.iter().copied() {
        let areas: Vec<&Area> = of_level(units.areas, level).collect();
        listed.extend(rows(&areas, |name| files.iter().any(|file| level.name_of(&file.council) == name)));
    }
    let teams: Vec<&Team> = units.teams.iter().collect();
    listed.extend(rows(&teams, |name| files.iter().any(|file| file.council.team == *name)));
    Section {
        name: "areas",
        heading: "Counties, districts and teams",
        columns: &["level", "name", "code", "from", "until", "successor"],
        rows: listed,
    }
}

pub(super) fn letters(files: &[CouncilFile], as_at: NaiveDate) -> Section {
    let rows = collect_rows(files, |file| {
        let is_unsent =
            move |letter: &&Letter| letter.drafted_on <= as_at && letter.sent_on.is_none_or(|sent_on| as_at < sent_on);
        file.drafted_letters.iter().filter(is_unsent).map(|letter| {
            vec![
                file.council.name.clone(),
                Untrusted::from(letter.draft.kind.label()),
                iso_date(Some(letter.drafted_on)),
                letter.draft.address.clone(),
                letter.draft.subject.clone(),
            ]
        })
    });
    Section {
        name: "letters",
        heading: "Letters drafted and not sent",
        columns: &["council", "letter", "drafted on", "address", "subject"],
        rows,
    }
}

pub(super) fn promises(files: &[CouncilFile], round: &Round, as_at: NaiveDate) -> Section {
    let promises = collect_rows(files, |file| {
        let (council, status) = (&file.council, &file.status);
        std::iter::once(vec![
            council.name.clone(),
            council.district.clone(),
            file.council.team.clone(),
            Untrusted::from(status.status.label()),
            Untrusted::from(status.quarterly.promise.label()),
            Untrusted::new(status.quarterly.explain(round, as_at)),
            iso_date(status.engagement.last_seen_on),
            Untrusted::from(status.frequency.as_ref().map_or("", |frequency| frequency.label())),
            Untrusted::from(status.method.as_ref().map_or("", |method| method.label())),
        ])
    });
    Section {
        name: "promises",
        heading: "Quarterly contacts",
        columns: &[
            "council",
            "district",
            "team",
            "status",
            "promise",
            "explanation",
            "last seen",
            "frequency",
            "method",
        ],
        rows: promises,
    }
}

pub(super) fn actions(files: &[CouncilFile], as_at: NaiveDate) -> Section {
    let open = |file: &CouncilFile, known: &PriorityFile, action: &Action| {
        vec![
            file.council.name.clone(),
            known.priority.text.clone(),
            action.facts.what.clone(),
            Untrusted::from(action.facts.owner.label()),
            action.facts.who.clone(),
            iso_date(Some(action.facts.on)),
            iso_date(action.facts.due),
            yes_or_no(action.is_overdue(as_at)),
        ]
    };
    let mut actions = Vec::new();
    for file in files {
        for known in &file.priorities {
            let still = known.actions.iter().filter(|action| action.is_open(as_at));
            actions.extend(still.map(|action| open(file, known, action)));
        }
    }
    Section {
        name: "actions",
        heading: "Promised and not done",
        columns: &["council", "priority", "action", "owner", "who", "promised on", "due", "overdue"],
        rows: actions,
    }
}

pub(super) fn updates_owed(files: &[CouncilFile], round: &Round, as_at: NaiveDate) -> Section {
    let owed = files.iter().filter(|file| file.status.flags.has(Flag::UpdateOwed));
    let since = |file: &CouncilFile| match (file.status.last_update_on, file.status.news_on) {
        (Some(update), Some(news)) => {
            format!("last update {}, progress made {}", format_with_year(update), format_with_year(news))
        }
        _ => format!("no update given since {}", format_with_year(round.starts_on)),
    };
    let last = |file: &CouncilFile| file.updates.iter().map(|update| update.on).filter(|on| *on <= as_at).max();
    Section {
        name: "updates-owed",
        heading: "Updates owed",
        columns: &["council", "why", "last update"],
        rows: owed
            .map(|file| vec![file.council.name.clone(), Untrusted::new(since(file)), iso_date(last(file))])
            .collect(),
    }
}

pub(super) fn meetings(files: &[CouncilFile], as_at: NaiveDate) -> Section {
    let coming = collect_rows(files, |file| {
        file.coming.iter().filter(move |line| line.on >= as_at).map(move |line| {
            vec![
                file.council.name.clone(),
                iso_date(Some(line.on)),
                Untrusted::new(line.at.map(|at| at.format("%H:%M").to_string()).unwrap_or_default()),
                line.place.clone(),
                Untrusted::new(line.describe(as_at)),
                yes_or_no(line.meeting.is_none()),
            ]
        })
    });
    Section {
        name: "meetings",
        heading: "Coming meetings",
        columns: &["council", "on", "at", "place", "plan", "by its pattern"],
        rows: coming,
    }
}

pub(super) fn conflicts(files: &[CouncilFile], as_at: NaiveDate) -> Section {
    let mut conflicts = Vec::new();
    for file in files.iter().filter(|file| file.status.flags.has(Flag::Conflict)) {
        let known =
            file.returns.iter().filter(|known| known.received.on <= as_at && known.state != ReturnState::SetAside);
        conflicts.extend(known.map(|known| {
            let texts: Vec<&str> = known.answer.priorities.iter().map(|sent| sent.text().raw()).collect();
            vec![
                file.council.name.clone(),
                iso_date(Some(known.received.on)),
                Untrusted::from(known.state.label()),
                Untrusted::from(known.answer.wish.label()),
                Untrusted::new(texts.join("; ")),
                known.answer.views.clone(),
            ]
        }));
    }
    Section {
        name: "conflicts",
        heading: "Returns that disagree",
        columns: &["council", "received", "stands", "wish", "priorities", "views"],
        rows: conflicts,
    }
}

pub(super) fn drafts(files: &[CouncilFile], drafts: &[Draft]) -> Section {
    let mut typed = Vec::new();
    for file in files {
        for draft in drafts.iter().filter(|draft| draft.councils.contains(&file.council.id)) {
            typed.extend(draft.typed.iter().map(|(field, value)| {
                vec![file.council.name.clone(), draft.form.clone(), field.clone(), value.clone()]
            }));
        }
    }
    Section {
        name: "drafts",
        heading: "Typed and not saved",
        columns: &["council", "form", "field", "typed"],
        rows: typed,
    }
}
