//! Who gets a letter of a kind, and why the others get none.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::letters::material::Material;
use charter::council::Council;
use charter::council_line::CouncilLine;
use charter::ids::{ActionId, CouncilId};
use charter::invitation::Channel;
use charter::letter::{ChaseRule, Due, LeftOut, LetterKind, due, is_request, request_due};
use charter::priority::Action;
use formats::mail::draft::is_address;
use store::{Store, StoreError};

/// Who signs letters, and where answers go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sender {
    /// Below the letter; blank: the council's team.
    pub signed: String,
    /// The team's address; may be blank.
    pub mailbox: String,
}

#[derive(Clone, Debug)]
pub struct LetterRequest {
    pub kind: LetterKind,
    /// `None`: every council of the list.
    pub councils: Option<BTreeSet<CouncilId>>,
    pub channel: Channel,
    pub rule: ChaseRule,
    /// The news of an announcement; blank: the change of team that the council was not told of.
    pub announcement: String,
    /// The address of the department that a request goes to; may be blank.
    pub to: String,
    pub sender: Sender,
}

impl LetterRequest {
    pub fn new(kind: LetterKind, channel: Channel) -> Self {
        Self {
            kind,
            councils: None,
            channel,
            rule: ChaseRule::default(),
            announcement: String::new(),
            to: String::new(),
            sender: Sender::default(),
        }
    }
}

/// A letter to draft.
#[derive(Clone, Debug)]
pub struct Entry {
    pub council: CouncilId,
    /// The index of its line in the material.
    pub(super) line: usize,
    /// Blank on paper, and for a request without an address.
    pub address: String,
    pub(super) due: Due,
    /// A request: the action that is owed.
    pub(super) action: Option<Action>,
}

/// A council that gets no letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOutCouncil {
    pub council: CouncilId,
    /// Sanitized.
    pub name: String,
    pub why: String,
}

pub struct Batch {
    pub material: Arc<Material>,
    pub request: LetterRequest,
    /// In the order of the list.
    pub entries: Vec<Entry>,
    pub left_out: Vec<LeftOutCouncil>,
}

impl Batch {
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn new(store: &Store, material: Arc<Material>, request: LetterRequest) -> Result<Self, StoreError> {
        let mut batch = Self { material: Arc::clone(&material), request, entries: Vec::new(), left_out: Vec::new() };
        for (index, line) in material.lines.iter().enumerate() {
            let wanted = batch.request.councils.as_ref();
            let Some(council) = material
                .councils
                .get(&line.id)
                .filter(|council| wanted.is_none_or(|wanted| wanted.contains(&council.id)))
            else {
                continue;
            };
            if batch.request.kind == LetterKind::Request {
                batch.add_requests(store, index, line)?;
            } else {
                batch.add(index, line, council);
            }
        }
        Ok(batch)
    }

    fn add(&mut self, index: usize, line: &CouncilLine, council: &Council) {
        match self.check(line, council) {
            Ok((due, address)) => {
                self.entries.push(Entry { council: line.id, line: index, address, due, action: None })
            }
            Err(why) => self.left_out.push(LeftOutCouncil {
                council: line.id,
                name: line.name.sanitized().into_owned(),
                why: why.describe(self.material.as_at),
            }),
        }
    }

    fn check(&self, line: &CouncilLine, council: &Council) -> Result<(Due, String), LeftOut> {
        let request = &self.request;
        let material = &self.material;
        let has_own_words = request.kind == LetterKind::Announcement && !request.announcement.trim().is_empty();
        let due = if has_own_words {
            Due::default()
        } else {
            due(request.kind, &material.candidate(line), &material.round, material.as_at, request.rule)?
        };
        let address = match request.channel {
            Channel::Email => material.recipient(council.id).address.ok_or(LeftOut::NoAddress)?.to_owned(),
            Channel::Post | Channel::ByHand => String::new(),
        };
        Ok((due, address))
    }

    /// One letter for each action that a department or a partner owes.
    fn add_requests(&mut self, store: &Store, index: usize, line: &CouncilLine) -> Result<(), StoreError> {
        let material = Arc::clone(&self.material);
        let has_actions = material.priorities.get(&line.id).is_some_and(|all| all.iter().any(|p| p.status.open > 0));
        let file = if has_actions { store.council_file(line.id, &material.round, material.as_at)? } else { None };
        let actions: Vec<Action> =
            file.into_iter().flat_map(|file| file.priorities).flat_map(|known| known.actions).collect();
        let letters = || material.letters.get(&line.id).into_iter().flatten();
        let owed: Vec<Action> =
            actions.iter().filter(|action| request_due(action, letters(), material.as_at)).cloned().collect();
        if owed.is_empty() {
            let asked = actions.iter().any(|action| is_request(action, material.as_at));
            let why =
                if asked { "already asked for in this round" } else { "no department or partner owes it an action" };
            let name = line.name.sanitized().into_owned();
            self.left_out.push(LeftOutCouncil { council: line.id, name, why: why.to_owned() });
        }
        let to = if is_address(&self.request.to) { self.request.to.as_str() } else { "" };
        self.entries.extend(owed.into_iter().map(|action| Entry {
            council: line.id,
            line: index,
            address: to.to_owned(),
            due: Due::default(),
            action: Some(action),
        }));
        Ok(())
    }

    /// How many letters on paper have no postal address. They are printed all the same.
    pub fn without_postal_address(&self) -> usize {
        let is_on_paper = self.request.channel != Channel::Email && self.request.kind != LetterKind::Request;
        let has_none = |entry: &&Entry| self.material.recipient(entry.council).postal_address.is_empty();
        self.entries.iter().filter(|_| is_on_paper).filter(has_none).count()
    }

    /// The indexes of the entries of each mail: one person who is the clerk of three councils gets one mail. Requests and
    /// letters on paper stay apart.
    pub fn mails(&self) -> Vec<Vec<usize>> {
        let mut mails: Vec<Vec<usize>> = Vec::new();
        let mut by_address: HashMap<String, usize> = HashMap::new();
        for (index, entry) in self.entries.iter().enumerate() {
            let is_shared = !entry.address.is_empty() && self.request.kind != LetterKind::Request;
            let next = mails.len();
            let at = if is_shared { *by_address.entry(entry.address.to_lowercase()).or_insert(next) } else { next };
            match mails.get_mut(at) {
                Some(mail) => mail.push(index),
                None => mails.push(vec![index]),
            }
        }
        mails
    }
}

impl Entry {
    pub fn action(&self) -> Option<ActionId> {
        self.action.as_ref().map(|action| action.id)
    }
}
