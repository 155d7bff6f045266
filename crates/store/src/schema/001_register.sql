-- The register: councils and the parishes that they cover.
--
-- The SQL is portable. "strict" is SQLite's word for what other engines do anyway: a column takes its own type only.

-- The last identity ever used of each kind of record, so that none is used again when a record is taken back.
create table identities (
    table_name text not null primary key,
    last integer not null check (last >= 0)
) strict;

create table councils (
    id integer not null primary key check (id > 0),
    version integer not null check (version > 0),
    position integer not null check (position >= 0),
    name text not null,
    name_confirmed integer not null check (name_confirmed in (0, 1)),
    kind text not null check (kind in ('town', 'parish', 'city', 'group', 'parish meeting', 'unknown')),
    county text not null,
    district text not null,
    team text not null,
    contact_role text not null,
    contact_address text not null,
    meeting_pattern text not null,
    inactive_on text check (length(inactive_on) = 10)
) strict;

-- Serves the order of the lists, and holds all that a line shows, so that the table itself is not read.
create index councils_as_listed on councils
    (county, name, id, position, name_confirmed, kind, district, team, inactive_on);

create table parishes (
    council_id integer not null references councils (id) on delete cascade,
    position integer not null check (position >= 0),
    code text not null unique,
    name text not null,
    latitude real check (latitude between -90 and 90),
    longitude real check (longitude between -180 and 180),
    primary key (council_id, position)
) strict;

create index parishes_as_listed on parishes (council_id, position, code, name);
