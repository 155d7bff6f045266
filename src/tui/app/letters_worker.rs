//! Letters on the worker thread: the preview, one text, the files and their record, and marking as sent.

use std::collections::BTreeSet;
use std::sync::Arc;

use charter::change::{Act, Change, MarkSent};
use charter::edit::Refusal;
use charter::ids::{CouncilId, LetterId};
use charter::journal::Saved;
use charter::letter::Letter;
use desk::inbox::InboxMemo;
use desk::letters::{Batch, LetterRequest, Material, Renderer, Template, free_folder, template, write};
use store::{ApplyError, Store};

use crate::tui::app::worker_context::WorkerContext;
use crate::tui::screens::letters::state::{LettersQuery, LettersScreen, Recipient, SentQuery, WrittenLetters};
use crate::tui::ui::list_state::ListState;

/// The batch of the last preview, so that a text needs no reading of all councils.
pub struct LettersSession {
    query: LettersQuery,
    batch: Batch,
    template: Template,
}

impl LettersSession {
    /// # Errors
    /// The database or the template can't be read, or the template has a mistake.
    fn new(
        store: &Store,
        context: &WorkerContext<'_>,
        memo: &mut InboxMemo,
        query: LettersQuery,
    ) -> Result<Self, String> {
        let settings = &context.session.settings.letters;
        let own = context.session.settings_path.as_ref().map(|path| path.with_file_name("templates"));
        let template = template(query.kind, own.as_deref(), false).map_err(|error| error.to_string())?;
        let rounds = store.rounds().map_err(|error| error.to_string())?;
        let round = rounds.into_iter().find(|round| round.id == query.round);
        let round = round.ok_or("this round no longer exists. Nothing was changed; look at the list again")?;
        let material = Material::read(store, &round, query.as_at, memo).map_err(|error| error.to_string())?;
        let request = LetterRequest {
            councils: Some(query.councils.iter().copied().collect::<BTreeSet<CouncilId>>()),
            rule: settings.rule,
            announcement: query.announcement.clone(),
            to: query.to.clone(),
            sender: settings.sender.clone(),
            ..LetterRequest::new(query.kind, query.format().channel())
        };
        let batch = Batch::new(store, Arc::new(material), request).map_err(|error| error.to_string())?;
        Ok(Self { query, batch, template })
    }

    /// The subject, a blank line, and the lines of the text.
    fn text(&self, store: &Store, index: usize) -> Result<Vec<String>, String> {
        let mails = self.batch.mails();
        let alone = vec![index];
        let is_shared = self.query.format() == desk::letters::LetterFormat::Eml;
        let mail = mails.iter().find(|mail| is_shared && mail.contains(&index)).unwrap_or(&alone);
        let renderer = Renderer::new(store, &self.batch, &self.template).map_err(|error| error.to_string())?;
        let letter = renderer.render(mail).map_err(|error| error.to_string())?;
        let text = [letter.subject.as_str(), ""].into_iter().chain(letter.body.lines());
        Ok(text.map(|line| charter::untrusted::sanitize(line).into_owned()).collect())
    }

    fn councils(&self) -> Vec<CouncilId> {
        self.batch.entries.iter().map(|entry| entry.council).collect()
    }
}

/// # Errors
/// A sentence: the template has a mistake, or the database can't be read.
pub fn preview(
    store: &Store,
    context: &WorkerContext<'_>,
    memo: &mut InboxMemo,
    session: &mut Option<LettersSession>,
    mut query: LettersQuery,
) -> Result<LettersScreen, String> {
    if query.usual_folder {
        query.folder = free_folder(&query.folder);
    }
    let made = LettersSession::new(store, context, memo, query.clone())?;
    let names: std::collections::HashMap<CouncilId, String> =
        made.batch.material.lines().iter().map(|line| (line.id, line.name.sanitized().into_owned())).collect();
    let recipients: Vec<Recipient> = made
        .batch
        .entries
        .iter()
        .map(|entry| Recipient {
            council: entry.council,
            name: names.get(&entry.council).cloned().unwrap_or_default(),
            address: entry.address.clone(),
        })
        .collect();
    let is_shared = query.format() == desk::letters::LetterFormat::Eml;
    let mails = if is_shared { made.batch.mails().len() } else { recipients.len() };
    let text = if recipients.is_empty() { None } else { Some((0, made.text(store, 0)?)) };
    let left_out = made.batch.left_out.clone();
    let without_postal_address = made.batch.without_postal_address();
    *session = Some(made);
    let list = ListState::default();
    Ok(LettersScreen {
        query,
        recipients,
        mails,
        without_postal_address,
        left_out,
        text,
        asked: None,
        list,
        scroll: 0,
        written: None,
        is_done: false,
    })
}

/// # Errors
/// A sentence, as for [`preview`].
pub fn render(
    store: &Store,
    context: &WorkerContext<'_>,
    memo: &mut InboxMemo,
    session: &mut Option<LettersSession>,
    (query, index): (LettersQuery, usize),
) -> Result<Vec<String>, String> {
    if session.as_ref().is_none_or(|session| session.query != query) {
        *session = Some(LettersSession::new(store, context, memo, query)?);
    }
    session.as_ref().map_or_else(|| Ok(Vec::new()), |session| session.text(store, index))
}

/// Writes the files of a batch and records its letters as drafted. `expected` are the councils of the preview.
///
/// # Errors
/// A sentence. Then no file is left, and nothing is recorded.
pub fn write_and_record(
    store: &mut Store,
    context: &WorkerContext<'_>,
    memo: &mut InboxMemo,
    (query, expected): (LettersQuery, &[CouncilId]),
) -> Result<(Saved, WrittenLetters), String> {
    let place = (query.folder.clone(), query.formats.clone());
    let made = LettersSession::new(store, context, memo, query)?;
    if made.councils() != expected {
        return Err("what is on record has changed since the preview was made. No file was written, and nothing was \
                    recorded; go back with Esc and look again"
            .to_owned());
    }
    let moment = context.clock.now();
    let round = made.query.round;
    let before = store.letters(round).map_err(|error| error.to_string())?;
    let written = write(store, &made.batch, &made.template, (&place.0, &place.1), moment.at);
    let written = written.map_err(|error| error.to_string())?;
    match store.apply(&Change::all(written.acts.clone()), context.by, moment) {
        Ok(saved) => {
            // The letters are recorded: what cannot be read now must not sound as if they were not.
            let letters = drafted_now(&store.letters(round).unwrap_or_default(), &before, &written.acts);
            Ok((saved, WrittenLetters { mails: written.mails, letters }))
        }
        Err(error) => Err(format!("{error}. {}", written.withdraw(&error))),
    }
}

/// The letters that these acts recorded.
fn drafted_now(letters: &[Letter], before: &[Letter], acts: &[Act]) -> Vec<LetterId> {
    let is_known = |letter: &Letter| before.iter().any(|known| known.id == letter.id);
    let is_of_batch = |letter: &Letter| {
        acts.iter().any(
            |act| matches!(act, Act::DraftLetter(made) if made.council == letter.council && made.draft == letter.draft),
        )
    };
    letters.iter().filter(|letter| !is_known(letter) && is_of_batch(letter)).map(|letter| letter.id).collect()
}

/// # Errors
/// If nothing was drafted, or the change is refused.
pub fn mark_sent(store: &mut Store, context: &WorkerContext<'_>, query: &SentQuery) -> Result<Saved, ApplyError> {
    let mut letters = store.letters(query.round)?;
    letters.retain(|letter| {
        letter.is_pending()
            && query.kind.is_none_or(|kind| letter.draft.kind == kind)
            && query.letters.as_ref().is_none_or(|letters| letters.contains(&letter.id))
    });
    if letters.is_empty() {
        return Err(ApplyError::Refused(Refusal::Unchanged(
            "no drafted letter of this kind waits to be sent".to_owned(),
        )));
    }
    let act = |letter| Act::MarkSent(MarkSent { letter, on: query.on, channel: query.channel });
    store.apply(&Change::all(letters.into_iter().map(act).collect()), context.by, context.clock.now())
}

#[cfg(test)]
mod tests {
    use charter::change::{Act, DraftLetter};
    use charter::ids::{CouncilId, LetterId, RoundId};
    use charter::invitation::Channel;
    use charter::letter::{Letter, LetterDraft, LetterKind};

    use super::drafted_now;

    #[test]
    fn other_drafts_are_none_of_the_batch() {
        let on = "2023-10-05".parse().unwrap();
        let (round, channel) = (RoundId(1), Channel::Email);
        let draft = |subject: &str| LetterDraft::new(LetterKind::Announcement, "".into(), subject.into());
        let letter = |id: i64, council: i64, subject: &str| Letter {
            id: LetterId(id),
            version: 1,
            council: CouncilId(council),
            round,
            draft: draft(subject),
            channel,
            drafted_on: on,
            sent_on: None,
        };
        let before = [letter(1, 7, "News"), letter(2, 8, "Other news")];
        let [first, second] = before.clone();
        // Somebody else drafts in the meantime, too.
        let after = [first, second, letter(3, 7, "News"), letter(4, 7, "Other news"), letter(5, 9, "News")];
        let act = DraftLetter { council: CouncilId(7), round, draft: draft("News"), channel, on };
        assert_eq!(drafted_now(&after, &before, &[Act::DraftLetter(act)]), [LetterId(3)]);
    }
}
