//! What letters are made of, read once for a batch.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;

use crate::inbox::{InboxMemo, add_waiting, waiting_replies};
use crate::letters::recipient::{Recipient, recipient};
use crate::letters::told::priorities_to_tell;
use charter::contact::{Contact, letter_contact};
use charter::council::Council;
use charter::council_change::CouncilChange;
use charter::council_line::CouncilLine;
use charter::ids::CouncilId;
use charter::letter::{Candidate, ChaseRule, Letter, LetterKind, due};
use charter::priority::PriorityState;
use charter::priority_line::PriorityLine;
use charter::round::Round;
use charter::status::{Flag, Status};
use charter::team::Team;
use charter::unit::{find_unit, unit_in_place};
use store::{LastAnswers, Page, Store, StoreError};

/// The councils of a round as at a day, with their letters.
pub struct Material {
    pub round: Round,
    pub as_at: NaiveDate,
    /// In the order of the list.
    pub(super) lines: Vec<CouncilLine>,
    /// As they were on the day.
    pub(super) councils: BTreeMap<CouncilId, Council>,
    /// Whom to write to, as at the day.
    contacts: HashMap<CouncilId, Contact>,
    /// Their status in the round before; empty in the first round.
    before: HashMap<CouncilId, Status>,
    pub(super) letters: HashMap<CouncilId, Vec<Letter>>,
    answers: HashMap<CouncilId, LastAnswers>,
    /// The last change of team that the council was not told of.
    pub(super) unannounced: HashMap<CouncilId, CouncilChange>,
    /// Agreed, or proposed again.
    pub(super) priorities: HashMap<CouncilId, Vec<PriorityLine>>,
    /// Of the councils that are owed an update and have none of these: how many closed ones the update tells.
    closed_to_tell: HashMap<CouncilId, usize>,
    teams: Vec<Team>,
}

/// The councils that are due a letter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DueCount {
    pub councils: usize,
    /// How many of these no mail can reach.
    pub without_address: usize,
}

/// The contact of each council that letters go to.
fn letter_contacts(contacts: &[Contact], on: NaiveDate) -> HashMap<CouncilId, Contact> {
    let mut of_council: HashMap<CouncilId, Vec<&Contact>> = HashMap::new();
    for contact in contacts {
        for council in &contact.councils {
            of_council.entry(*council).or_default().push(contact);
        }
    }
    let chosen =
        of_council.into_iter().filter_map(|(council, all)| Some((council, letter_contact(all, council, on)?.clone())));
    chosen.collect()
}

fn closed_to_tell(
    store: &Store,
    round: &Round,
    as_at: NaiveDate,
    lines: &[CouncilLine],
    open: &HashMap<CouncilId, Vec<PriorityLine>>,
) -> Result<HashMap<CouncilId, usize>, StoreError> {
    let mut found = HashMap::new();
    for line in lines.iter().filter(|line| line.status.flags.has(Flag::UpdateOwed) && !open.contains_key(&line.id)) {
        if let Some(file) = store.council_file(line.id, round, as_at)? {
            found.insert(line.id, priorities_to_tell(&file, round, as_at).count());
        }
    }
    Ok(found)
}

impl Material {
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn read(store: &Store, round: &Round, as_at: NaiveDate, memo: &mut InboxMemo) -> Result<Self, StoreError> {
        let mut lines = store.lines(round, as_at, Page::All)?;
        add_waiting(&mut lines, &waiting_replies(store, round, as_at, memo)?);
        let earlier = store.rounds()?.into_iter().rfind(|known| known.starts_on < round.starts_on);
        let before = match &earlier {
            Some(earlier) => {
                store.lines(earlier, as_at, Page::All)?.into_iter().map(|line| (line.id, line.status.status)).collect()
            }
            None => HashMap::new(),
        };
        let mut letters: HashMap<CouncilId, Vec<Letter>> = HashMap::new();
        for letter in store.letters(round.id)? {
            letters.entry(letter.council).or_default().push(letter);
        }
        let mut unannounced = HashMap::new();
        for change in store.council_changes()? {
            if change.on <= as_at && change.is_unannounced(as_at) {
                unannounced.insert(change.council, change);
            }
        }
        let mut priorities: HashMap<CouncilId, Vec<PriorityLine>> = HashMap::new();
        for line in store.priorities(round, as_at)? {
            if matches!(line.status.state, PriorityState::Agreed | PriorityState::Proposed) {
                priorities.entry(line.council).or_default().push(line);
            }
        }
        let closed_to_tell = closed_to_tell(store, round, as_at, &lines, &priorities)?;
        let contacts = letter_contacts(&store.contacts()?, as_at);
        let councils = store.councils_as_at(as_at)?.into_iter().map(|council| (council.id, council)).collect();
        let (round, answers) = (round.clone(), store.last_answers(round.id, as_at)?);
        Ok(Self {
            round,
            as_at,
            lines,
            councils,
            contacts,
            before,
            letters,
            answers,
            unannounced,
            priorities,
            closed_to_tell,
            teams: store.teams()?,
        })
    }

    /// The councils of the round, in the order of the list.
    pub fn lines(&self) -> &[CouncilLine] {
        &self.lines
    }

    pub(super) fn recipient(&self, council: CouncilId) -> Recipient<'_> {
        recipient(self.contacts.get(&council), self.as_at)
    }

    pub(super) fn answers(&self, council: CouncilId) -> LastAnswers {
        self.answers.get(&council).copied().unwrap_or_default()
    }

    /// Of the team that polices the council on the day; blank if it is not on record.
    pub(super) fn team_mailbox(&self, line: &CouncilLine) -> &str {
        let known = find_unit(self.teams.iter(), line.team.raw());
        known.map_or("", |team| unit_in_place(&self.teams, team, self.as_at).facts.mailbox.raw().trim())
    }

    pub(super) fn candidate<'a>(&'a self, line: &'a CouncilLine) -> Candidate<'a> {
        let answers = self.answers(line.id);
        Candidate {
            status: &line.status,
            decides: line.decides,
            before: self.before.get(&line.id).copied(),
            letters: self.letters.get(&line.id).map_or(&[], Vec::as_slice),
            last_return: answers.returned,
            last_reply: answers.reply,
            unannounced: self.unannounced.get(&line.id).map(|change| change.id),
            priorities: match self.priorities.get(&line.id) {
                Some(open) => open.len(),
                None => self.closed_to_tell.get(&line.id).copied().unwrap_or_default(),
            },
        }
    }

    /// How many councils are due this letter. Requests are not looked up here.
    pub fn count_due(&self, kind: LetterKind, rule: ChaseRule) -> DueCount {
        let mut count = DueCount::default();
        let is_due = |line: &&CouncilLine| due(kind, &self.candidate(line), &self.round, self.as_at, rule).is_ok();
        for line in self.lines.iter().filter(is_due) {
            count.councils += 1;
            count.without_address += usize::from(self.recipient(line.id).address.is_none());
        }
        count
    }
}
