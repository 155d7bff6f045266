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

-- Reports as they were issued. Their figures are a JSON array; a number is never changed, and undo removes the newest report.
create table issued_reports (
    id integer not null primary key check (id > 0),
    version integer not null check (version > 0),
    round_id integer not null references rounds (id),
    as_at text not null check (length(as_at) = 10),
    made_at text not null,
    area text not null,
    layout text not null check (layout <> ''),
    issued_to text not null check (issued_to <> ''),
    corrects_id integer references issued_reports (id),
    reason text not null check ((reason <> '') = (corrects_id is not null)),
    figures_sha256 text not null check (length(figures_sha256) = 64),
    figures text not null check (json_array_length(figures) > 0)
) strict;

create index issued_reports_by_corrected on issued_reports (corrects_id) where corrects_id is not null;
create index issued_reports_of_round on issued_reports (round_id);

create trigger issued_reports_stay before update on issued_reports
begin select raise(abort, 'an issued report never changes'); end;

-- Events for the public beyond the meetings of councils, and the councils that each covers.
create table public_events (
    id integer not null primary key check (id > 0),
    version integer not null check (version > 0),
    held_on text not null check (length(held_on) = 10),
    held_at text,
    kind text not null check (kind in ('surgery', 'street-briefing', 'other')),
    place text not null check (place <> ''),
    attendance integer check (attendance >= 0)
) strict;

create table public_event_councils (
    event_id integer not null references public_events (id) on delete cascade,
    position integer not null check (position >= 0),
    council_id integer not null references councils (id),
    primary key (event_id, position),
    unique (event_id, council_id)
) strict;

create index public_events_by_day on public_events (held_on);
create index public_events_of_council on public_event_councils (council_id, event_id);

-- The aims of the charter: a list that the user edits. Priorities and actions have the names of theirs, as a JSON array.
create table aims (
    id integer not null primary key check (id > 0),
    version integer not null check (version > 0),
    position integer not null check (position >= 0),
    name text not null unique
) strict;

alter table priorities add column aims text not null default '[]' check (json_type(aims) = 'array');
alter table actions add column aims text not null default '[]' check (json_type(aims) = 'array');

-- The user's own reasons of not attending, and the hours that an abstraction took.
create table absence_reasons (
    id integer not null primary key check (id > 0),
    version integer not null check (version > 0),
    position integer not null check (position >= 0),
    name text not null unique
) strict;

alter table meetings add column own_reason text check (own_reason is null or reason = 'other');
alter table meetings add column hours_lost real check (hours_lost > 0);
