-- What came of a closed priority. Those that were closed before have no class.
alter table priorities add column outcome text check (outcome in (
    'solved', 'reduced', 'no-change', 'worse', 'passed-on', 'no-longer-a-concern', 'not-ours'
));
