-- What is taken out of a project's traces before they are stored. No row: the usual.
create table redaction_setting (
  project_id integer primary key references project on delete cascade,
  detectors  text[]  not null,
  -- [{ name, pattern }]; patterns in the syntax of RE2.
  patterns   jsonb   not null
);

-- How many secrets were taken out, by rule.
create table redaction_hour (
  project_id integer        not null,
  hour       timestamptz(0) not null,
  rule       text           not null,
  redacted   bigint         not null,
  primary key (project_id, hour, rule)
);
