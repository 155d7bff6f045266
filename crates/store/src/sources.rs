//! Sources of the inbox as they were received. Written once.

use charter::change::Moment;
use charter::ids::SourceId;
use charter::incoming::{Digest, Source};
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};

use crate::columns::{Cell, Columns, columns};
use crate::same_mail::{Identity, Likeness, SimilarSource};

/// All stored sources with the same Message-ID or the same content, the oldest first. Two mails with different Message-IDs
/// are two mails, even if their texts are equal.
pub(crate) fn find_similar(connection: &Connection, source: &Source) -> rusqlite::Result<Vec<SimilarSource>> {
    let (digest, message_id) = (&source.digest, source.message_id.raw());
    let alike = |row: &Row<'_>| Ok((SourceId(row.get("id")?), row.get("same_words")?));
    let found: Vec<(SourceId, bool)> = connection
        .prepare_cached(
            "select id, digest in (?1, ?2) as same_words from sources where digest = ?2 \
             or (message_id <> '' and message_id = ?3) or (digest = ?1 and '' in (message_id, ?3)) order by id",
        )?
        .query_map((digest.as_hex(), digest.with_message_id(message_id).as_hex(), message_id), alike)?
        .collect::<rusqlite::Result<_>>()?;
    let identity = Identity::of(source);
    let similar = found.into_iter().map(|(id, same_content)| {
        let known = if same_content { None } else { find(connection, id)? };
        let likeness = known.map_or(Likeness::Content, |known| identity.likeness(&Identity::of(&known)));
        Ok(SimilarSource { id, likeness })
    });
    similar.collect()
}

pub(crate) fn insert(connection: &Connection, source: &Source, moment: Moment) -> rusqlite::Result<SourceId> {
    let last: i64 =
        connection.prepare_cached("select coalesce(max(id), 0) from sources")?.query_row([], |row| row.get(0))?;
    let id = SourceId(last + 1);
    let mut values = source.values();
    values[REREAD_COLUMNS] = unused_digest(connection, source)?.to_value();
    let (columns, placeholders) = (Source::COLUMNS.join(", "), ", ?".repeat(Source::COLUMNS.len() + 1));
    let sql = format!("insert into sources (id, {columns}, taken_at) values (?{placeholders})");
    let all = [id.to_value()].into_iter().chain(values).chain([moment.at.to_value()]);
    connection.prepare_cached(&sql)?.execute(params_from_iter(all))?;
    Ok(id)
}

/// Replaces a stored source by the same content as read now. No item refers to it any more, because its import was undone,
/// and column mappings or our letters may have changed since.
pub(crate) fn update(connection: &Connection, id: SourceId, source: &Source) -> rusqlite::Result<()> {
    let set = Source::COLUMNS[..REREAD_COLUMNS].join(" = ?, ");
    let sql = format!("update sources set {set} = ? where id = ?");
    let values = source.values().into_iter().take(REREAD_COLUMNS).chain([id.to_value()]);
    connection.prepare_cached(&sql)?.execute(params_from_iter(values))?;
    Ok(())
}

columns!(Source {
    file: "file",
    number: "number",
    received: "received_on" "received_at",
    sender: "sender",
    from: "sender_said",
    forwarded_by: "forwarded_by",
    subject: "subject",
    text: "body",
    whole: "whole",
    fields: "fields",
    warnings: "told",
    kind: "kind",
    digest: "digest",
    message_id: "message_id",
    origin: "origin",
    nature: "nature",
    attachments: "attachments",
    undelivered: "undelivered",
});

/// How many columns depend on how the source was read. The digest follows them.
const REREAD_COLUMNS: usize = 13;

/// Whether a source with this digest is stored.
pub(crate) fn has_digest(connection: &Connection, digest: &Digest) -> rusqlite::Result<bool> {
    connection.prepare_cached("select 1 from sources where digest = ?1")?.exists([digest.as_hex()])
}

/// The digest of a source, or that of the mail if another one with the same text is stored: digests are unique.
fn unused_digest(connection: &Connection, source: &Source) -> rusqlite::Result<Digest> {
    let is_taken = has_digest(connection, &source.digest)?;
    Ok(if is_taken { source.digest.with_message_id(source.message_id.raw()) } else { source.digest.clone() })
}

pub(crate) fn find(connection: &Connection, id: SourceId) -> rusqlite::Result<Option<Source>> {
    let sql = format!("select {} from sources where id = ?1", Source::COLUMNS.join(", "));
    connection.prepare_cached(&sql)?.query_row([id.0], Source::from_row).optional()
}
