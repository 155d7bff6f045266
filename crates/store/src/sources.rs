//! What came in, kept as it came: written once, never changed.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::column_values::{bad, day_or_none, foreign, term, text, time, time_or_none, utc};
use charter::calendar::Received;
use charter::change::Moment;
use charter::ids::SourceId;
use charter::incoming::{Digest, Nature, Origin, Source};

/// A source that was kept with the same Message-ID or the same content.
pub(super) struct Alike {
    /// Which.
    pub id: SourceId,
    /// Whether its content is the same, whatever its Message-ID.
    pub same_content: bool,
}

/// The sources with the same Message-ID or the same content that were ever kept. Two mails that bear two Message-IDs are two,
/// though their words are the same.
pub(super) fn alike(connection: &Connection, source: &Source) -> rusqlite::Result<Vec<Alike>> {
    let (digest, message_id) = (&source.digest, source.message_id.raw());
    let alike = |row: &Row<'_>| Ok(Alike { id: SourceId(row.get("id")?), same_content: row.get("same_words")? });
    connection
        .prepare_cached(
            "select id, digest in (?1, ?2) as same_words from sources where digest = ?2 \
             or (message_id <> '' and message_id = ?3) or (digest = ?1 and '' in (message_id, ?3)) order by id",
        )?
        .query_map((digest.as_hex(), digest.with_message_id(message_id).as_hex(), message_id), alike)?
        .collect()
}

/// Keeps a source.
pub(super) fn keep(connection: &Connection, source: &Source, moment: Moment) -> rusqlite::Result<SourceId> {
    let digest = free_digest(connection, source)?;
    let last: i64 =
        connection.prepare_cached("select coalesce(max(id), 0) from sources")?.query_row([], |row| row.get(0))?;
    let id = SourceId(last + 1);
    let texts = [
        digest.as_hex(),
        source.message_id.raw(),
        source.origin.code(),
        source.nature.code(),
        &json(&source.attachments)?,
        &json(&source.undelivered)?,
        &utc(moment.at),
    ]
    .map(|text| Value::from(text.to_owned()));
    connection
        .prepare_cached(
            "insert into sources (id, file, number, received_on, received_at, sender, sender_said, forwarded_by, subject, \
             body, whole, fields, told, digest, message_id, origin, nature, attachments, undelivered, taken_at) \
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)",
        )?
        .execute(params_from_iter(as_read(id, source)?.into_iter().chain(texts)))?;
    Ok(id)
}

/// Keeps a source as it was read now in place of one with the same content, of which no item is left: the columns that were
/// confirmed, or the letters that are ours, may be others than when its import was undone.
pub(super) fn renew(connection: &Connection, id: SourceId, source: &Source) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "update sources set file = ?2, number = ?3, received_on = ?4, received_at = ?5, sender = ?6, sender_said = ?7, \
             forwarded_by = ?8, subject = ?9, body = ?10, whole = ?11, fields = ?12, told = ?13 where id = ?1",
        )?
        .execute(params_from_iter(as_read(id, source)?))?;
    Ok(())
}

/// The identity, and what may be read in another way another time.
fn as_read(id: SourceId, source: &Source) -> rusqlite::Result<Vec<Value>> {
    let text = |text: &str| Value::from(text.to_owned());
    Ok(vec![
        id.0.into(),
        text(source.file.raw()),
        i64::try_from(source.number).unwrap_or(i64::MAX).into(),
        source.received.map(|received| received.on.to_string()).into(),
        time(source.received.and_then(|received| received.at)).into(),
        text(source.sender.raw()),
        text(source.from.raw()),
        text(source.forwarded_by.raw()),
        text(source.subject.raw()),
        text(source.text.raw()),
        text(source.whole.raw()),
        json(&source.fields)?.into(),
        json(&source.warnings)?.into(),
    ])
}

/// Whether a source with this digest was kept.
pub(super) fn has_digest(connection: &Connection, digest: &Digest) -> rusqlite::Result<bool> {
    connection.prepare_cached("select 1 from sources where digest = ?1")?.exists([digest.as_hex()])
}

/// The digest of a source, or that of the mail where another one with the same words was kept: each is kept once.
fn free_digest(connection: &Connection, source: &Source) -> rusqlite::Result<Digest> {
    Ok(if has_digest(connection, &source.digest)? {
        source.digest.with_message_id(source.message_id.raw())
    } else {
        source.digest.clone()
    })
}

/// The source with this identity.
pub(super) fn find(connection: &Connection, id: SourceId) -> rusqlite::Result<Option<Source>> {
    connection.prepare_cached("select * from sources where id = ?1")?.query_row([id.0], source).optional()
}

fn source(row: &Row<'_>) -> rusqlite::Result<Source> {
    let on = day_or_none(row, "received_on")?;
    let at = time_or_none(row, "received_at")?;
    let number: i64 = row.get("number")?;
    Ok(Source {
        digest: Digest::from_stored(text(row, "digest")?.to_owned()),
        origin: term(text(row, "origin")?, "origin", Origin::ALL, Origin::code)?,
        nature: term(text(row, "nature")?, "nature", Nature::ALL, Nature::code)?,
        file: foreign(row, "file")?,
        number: u64::try_from(number).map_err(|_| bad("number", number.to_string()))?,
        message_id: foreign(row, "message_id")?,
        received: on.map(|on| Received { on, at }),
        sender: foreign(row, "sender")?,
        from: foreign(row, "sender_said")?,
        forwarded_by: foreign(row, "forwarded_by")?,
        subject: foreign(row, "subject")?,
        text: foreign(row, "body")?,
        whole: foreign(row, "whole")?,
        attachments: from_json(row, "attachments")?,
        undelivered: from_json(row, "undelivered")?,
        fields: from_json(row, "fields")?,
        warnings: from_json(row, "told")?,
    })
}

fn json<T: Serialize>(value: &T) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
}

fn from_json<T: DeserializeOwned>(row: &Row<'_>, column: &str) -> rusqlite::Result<T> {
    serde_json::from_str(text(row, column)?).map_err(|error| bad(column, error.to_string()))
}
