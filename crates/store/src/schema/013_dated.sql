-- What a council is and where it belongs bears dates: a change of team was the only one that did.
alter table team_changes rename to council_changes;
alter table council_changes rename column from_team to from_value;
alter table council_changes rename column to_team to to_value;
alter table council_changes add column field text not null default 'team'
    check (field in ('name', 'kind', 'county', 'district', 'team', 'parishes'));
drop index team_changes_of_council;
drop index team_changes_by_day;
create index council_changes_of_council on council_changes (council_id, changed_on);
create index council_changes_by_day on council_changes (changed_on, council_id);
update identities set table_name = 'council_changes' where table_name = 'team_changes';

-- From when a council exists, and what an ended one became: a JSON array of identities.
alter table councils add column active_from text check (length(active_from) = 10);
alter table councils add column successors text not null default '[]';
drop index councils_as_listed;
create index councils_as_listed on councils
    (county, name, id, position, name_confirmed, kind, district, team, active_from, inactive_on);

-- What the sergeant decides about a return, and what held of it before: for an agreement a JSON array of the slots, for
-- a settled conflict the state. Returns that were decided before have no row here.
create table decisions (
    id integer not null primary key check (id > 0),
    version integer not null check (version > 0),
    council_id integer not null references councils (id),
    round_id integer not null references rounds (id),
    return_id integer not null references returns (id),
    decided_on text not null check (length(decided_on) = 10),
    decided_by text not null,
    minute text not null,
    slots_before text,
    state_before text check (state_before in ('replaces', 'disagrees', 'set-aside')),
    check ((slots_before is null) <> (state_before is null))
) strict;

create index decisions_of_round on decisions (round_id, decided_on);
create index decisions_of_council on decisions (council_id, decided_on);
create index decisions_of_return on decisions (return_id);

-- Teams. A council holds its team by name; a team that a council has, or had, gets a record.
create table teams (
    id integer not null primary key check (id > 0),
    version integer not null check (version > 0),
    name text not null unique,
    code text not null,
    head text not null,
    mailbox text not null,
    phone text not null,
    neighbourhood text not null,
    active_from text check (length(active_from) = 10),
    inactive_on text check (length(inactive_on) = 10),
    successor_id integer references teams (id) deferrable initially deferred
) strict;

insert into teams (id, version, name, code, head, mailbox, phone, neighbourhood)
select row_number() over (order by name), 1, name, '', '', '', '', ''
from (
    select team as name from councils
    union select from_value from council_changes where field = 'team'
    union select to_value from council_changes where field = 'team'
) as named
where trim(name) <> '';

insert into identities (table_name, last)
select 'teams', max(id) from teams having max(id) is not null;

-- The post that is a council's named contact.
create table named_officers (
    id integer not null primary key check (id > 0),
    version integer not null check (version > 0),
    council_id integer not null references councils (id),
    post text not null,
    active_from text not null check (length(active_from) = 10),
    inactive_on text check (length(inactive_on) = 10)
) strict;

create index named_officers_of_council on named_officers (council_id, active_from);

-- What a round says of itself, so that another force, and another year, are data.
alter table rounds add column charter_file text not null default '';
alter table rounds add column charter_sha256 text not null default '' check (length(charter_sha256) in (0, 64));
alter table rounds add column cadence text not null default 'quarterly' check (cadence in ('quarterly', 'periodically'));
alter table rounds add column signatory text not null default '';
alter table rounds add column reply_mailbox text not null default '';
