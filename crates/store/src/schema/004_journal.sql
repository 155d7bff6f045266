-- Who changed what, when, from which value to which. Append only.
--
-- Each entry holds the two stacks as they are after it: undo_top is the entry that the next undo takes back, redo_top
-- the undo that the next redo takes back, below is what lies under this entry on the stack that it was put on. So what
-- to undo is found by reading the last entry, and nothing is ever rewritten.

create table journal_entries (
    id integer not null primary key check (id > 0),
    made_at text not null,
    made_by text not null,
    kind text not null check (kind in ('load', 'change', 'undo', 'redo')),
    words text not null,
    reverses integer references journal_entries (id),
    below integer references journal_entries (id),
    undo_top integer references journal_entries (id),
    redo_top integer references journal_entries (id),
    check ((kind in ('undo', 'redo')) = (reverses is not null))
) strict;

create table journal_edits (
    entry_id integer not null references journal_entries (id),
    position integer not null check (position >= 0),
    council_id integer,
    before text,
    after text,
    primary key (entry_id, position)
) strict;

create index journal_edits_of_council on journal_edits (council_id, entry_id, position);

create trigger journal_entries_stay before update on journal_entries
begin select raise(abort, 'the journal is append only'); end;
create trigger journal_entries_remain before delete on journal_entries
begin select raise(abort, 'the journal is append only'); end;
create trigger journal_edits_stay before update on journal_edits
begin select raise(abort, 'the journal is append only'); end;
create trigger journal_edits_remain before delete on journal_edits
begin select raise(abort, 'the journal is append only'); end;
