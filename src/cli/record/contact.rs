//! `record contact`.

use super::target::reference_day;
use crate::cli::args::ContactArgs;
use crate::cli::contact_document::ContactDocument;
use crate::cli::context::{Context, Invocation};
use crate::cli::failure::Failure;
use crate::cli::fields::{echo_date, read};
use crate::cli::output::Output;
use charter::change::{Act, Change, RecordContact};
use charter::contact::Contact;
use charter::edit::Record;
use charter::ids::{ContactId, CouncilId};
use desk::records::read_contact;

/// Records a contact, or amends one. What is not given of an amended contact stays.
pub(super) fn run(args: &ContactArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let today = reference_day(invocation)?;
    let fields = [
        ("role", args.role.as_deref()),
        ("salutation", args.salutation.as_deref()),
        ("email", args.email.as_deref()),
        ("phone", args.phone.as_deref()),
        ("post", args.post.as_deref()),
        ("from", args.from.as_deref()),
        ("to", args.to.as_deref()),
        ("source", args.source.as_deref()),
        ("checked", args.checked.as_deref()),
        ("bounced", args.bounced.as_deref()),
    ];
    let mut context = Context::open(invocation, out)?;
    let known = args.amend.map(|id| find(id, &context)).transpose()?;
    let facts = read(&fields, today, |reader| Some(read_contact(reader, known.as_ref().map(|known| &known.facts))))?;
    let dates = [
        (&args.from, facts.valid_from),
        (&args.to, facts.valid_to),
        (&args.checked, facts.checked_on),
        (&args.bounced, facts.bounced_on),
    ];
    for (typed, on) in dates {
        on.filter(|_| typed.is_some()).inspect(|on| echo_date(typed.as_deref(), *on, out));
    }
    let named = named_councils(&args.councils, &context)?;
    let councils = match &known {
        Some(known) if named.is_empty() => known.councils.clone(),
        _ => named,
    };
    let known = known.map(|known| (known.id, known.version));
    let saved = context.save(&Change::from(Act::Contact(RecordContact { known, councils, facts })), out)?;
    if !args.json.json {
        return Ok(());
    }
    let entries = context.store.history(None, 1)?;
    let edits = entries.iter().filter(|entry| entry.id == saved.entry).flat_map(|entry| &entry.edits);
    let contacts = edits.filter_map(|edit| match &edit.after {
        Some(Record::Contact(contact)) => Some(ContactDocument::new(contact)),
        _ => None,
    });
    contacts.take(1).try_for_each(|contact| out.json(&contact))
}

fn named_councils(typed: &[String], context: &Context) -> Result<Vec<CouncilId>, Failure> {
    let all = context.store.councils()?;
    typed.iter().map(|typed| context.find_council(typed, &all).map(|council| council.id)).collect()
}

fn find(id: i64, context: &Context) -> Result<Contact, Failure> {
    context.store.contacts()?.into_iter().find(|contact| contact.id == ContactId(id)).ok_or_else(|| {
        Failure::Refused(format!(
            "there is no contact {id}. Nothing was changed; `charterdesk show COUNCIL` lists the contacts with their ids"
        ))
    })
}
