-- What is watched. Each analysis has a rule of its own in every project; thresholds are people's.
create table alert_rule (
  id           integer          generated always as identity primary key,
  project_id   integer          not null references project on delete cascade,
  name         text             not null,
  -- Slug of the analysis whose conditions are watched; null: a threshold.
  analysis     text,
  -- { metric, comparison, value, windowMinutes, minRequests }; null: an analysis.
  threshold    jsonb,
  -- Query string that narrows it: feature, environment, tenant, segments, an analysis's own.
  scope        text             not null default '',
  severity     text             not null check (severity in ('page', 'ticket', 'info')),
  pending_for  smallint         not null,
  resolve_after smallint        not null,
  no_data      text             not null check (no_data in ('keep', 'resolve', 'fire')),
  is_enabled   boolean          not null,
  created_at   timestamptz(3)   not null default now(),
  check ((analysis is null) <> (threshold is null))
);
create unique index alert_rule_name on alert_rule (project_id, name);

-- How each condition of a rule stands.
create table alert (
  id              integer          generated always as identity primary key,
  project_id      integer          not null references project on delete cascade,
  rule_id         integer          not null references alert_rule on delete cascade,
  -- Null: of the whole project.
  feature         text,
  code            text             not null,
  key             text             not null,
  severity        text             not null,
  state           text             not null check (state in ('ok', 'pending', 'firing')),
  since           timestamptz(3)   not null,
  -- Evaluations in a row that spoke for leaving the state.
  streak          smallint         not null,
  -- When it began to fire lately, so that one that comes and goes is damped.
  fired_at        timestamptz(3)[] not null,
  -- Whether people were told that it fires; not while it is silenced.
  is_told         boolean          not null,
  message         text             not null,
  value           double precision,
  acknowledged_by text,
  acknowledged_at timestamptz(3),
  note            text,
  evaluated_at    timestamptz(3)   not null
);
create unique index alert_condition on alert (project_id, rule_id, coalesce(feature, ''), key);

-- Every change of state, and what people said to it. Only ever appended.
create table alert_event (
  id         integer          generated always as identity primary key,
  project_id integer          not null references project on delete cascade,
  alert_id   integer          not null references alert on delete cascade,
  at         timestamptz(3)   not null,
  kind       text             not null check (kind in ('pending', 'firing', 'resolved', 'calm', 'acknowledged')),
  message    text             not null,
  value      double precision,
  -- Why nobody was told; null: they were, or there was nobody to tell.
  silenced_by text,
  -- Who acknowledged it.
  by         text
);
create index alert_event_project on alert_event (project_id, id desc);
create index alert_event_alert on alert_event (alert_id, id desc);

create table alert_silence (
  id         integer        generated always as identity primary key,
  project_id integer        not null references project on delete cascade,
  -- Null: any.
  rule_id    integer        references alert_rule on delete cascade,
  feature    text,
  note       text           not null,
  starts_at  timestamptz(3) not null,
  ends_at    timestamptz(3) not null check (ends_at > starts_at),
  created_by text           not null
);
create index alert_silence_project on alert_silence (project_id, ends_at);

create table alert_channel (
  id           integer        generated always as identity primary key,
  project_id   integer        not null references project on delete cascade,
  name         text           not null,
  kind         text           not null check (kind in ('webhook', 'slack', 'email')),
  -- Address of a hook, or of people.
  target       text           not null,
  -- What webhooks are signed with.
  secret       text,
  least        text           not null check (least in ('page', 'ticket', 'info')),
  is_enabled   boolean        not null,
  created_at   timestamptz(3) not null default now()
);
create unique index alert_channel_name on alert_channel (project_id, name);

-- One message to one channel.
create table alert_delivery (
  id           integer        generated always as identity primary key,
  project_id   integer        not null references project on delete cascade,
  channel_id   integer        not null references alert_channel on delete cascade,
  -- What it tells, as webhooks get it.
  payload      jsonb          not null,
  status       text           not null check (status in ('waiting', 'delivered', 'failed')),
  attempts     smallint       not null default 0,
  last_error   text,
  created_at   timestamptz(3) not null default now(),
  tried_at     timestamptz(3),
  delivered_at timestamptz(3)
);
create index alert_delivery_project on alert_delivery (project_id, id desc);

-- When each project is to be looked at next. A server takes a row that nobody has locked.
create table alert_evaluation (
  project_id   integer        primary key,
  due_at       timestamptz(3) not null,
  evaluated_at timestamptz(3),
  duration_ms  integer,
  -- What went wrong with each rule, by its name; empty when nothing did.
  faults       jsonb          not null default '{}'
);
