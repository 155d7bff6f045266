-- What came of a closed priority. Those that were closed before have no class.
alter table priorities add column outcome text check (outcome in (
    'solved', 'reduced', 'no-change', 'worse', 'passed-on', 'no-longer-a-concern', 'not-ours'
));

-- What a public body asked for, and with what it was answered.
create table requests (
    id integer not null primary key check (id > 0),
    version integer not null check (version > 0),
    asked_by text not null check (asked_by <> ''),
    asked_on text not null check (length(asked_on) = 10),
    kind text not null check (kind in ('consider', 'circulate', 'report-back', 'other')),
    what text not null check (what <> ''),
    owner text not null,
    due text check (length(due) = 10),
    answered_on text check (length(answered_on) = 10),
    answer text not null
) strict;
