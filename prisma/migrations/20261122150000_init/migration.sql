create table project (
  id         integer        generated always as identity primary key,
  slug       text           not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  name       text           not null,
  created_at timestamptz(3) not null default now()
);

create table api_key (
  id           integer        generated always as identity primary key,
  project_id   integer        not null references project on delete cascade,
  name         text           not null,
  -- The first characters of the key, so that people can tell keys apart.
  prefix       text           not null,
  -- SHA-256 of the whole key. Keys are long and random, so a slow hash would add nothing.
  hash         bytea          not null unique,
  scopes       text[]         not null,
  created_at   timestamptz(3) not null default now(),
  expires_at   timestamptz(3),
  revoked_at   timestamptz(3),
  last_used_at timestamptz(3)
);
create index api_key_project on api_key (project_id);

create table sign_in_link (
  token_hash bytea          primary key,
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null,
  used_at    timestamptz(3)
);

create table sign_in_session (
  token_hash bytea          primary key,
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null
);

-- One row a span. `body` is the whole canonical span as JSON and the only thing a reader is shown;
-- the other columns repeat the few facts that lists, trees and sums are made of. `body` is text,
-- not jsonb, because jsonb cannot hold the NUL characters that real prompts contain.
create table span (
  project_id          integer          not null references project on delete cascade,
  trace_id            text             not null,
  span_id             text             not null,
  parent_id           text,
  seq                 bigint           generated always as identity,
  name                text             not null,
  kind                text             not null,
  status              text             not null,
  started_at          timestamptz(6)   not null,
  duration_ms         double precision not null,
  scope               text             not null,
  model_requested     text,
  model_served        text,
  provider            text,
  input_tokens        bigint,
  cached_input_tokens bigint,
  output_tokens       bigint,
  reasoning_tokens    bigint,
  cost_usd            double precision,
  tool_name           text,
  -- What the span says about its whole trace (session, user, feature, tier, tags, …), as JSON.
  marks               text,
  body                text             not null,
  received_at         timestamptz(3)   not null default now(),
  primary key (project_id, trace_id, span_id)
);

-- Words of a span's name, ids, input and output; several parts when one would pass the 1 MB limit of tsvector.
create table span_text (
  project_id integer  not null,
  trace_id   text     not null,
  span_id    text     not null,
  part       smallint not null,
  words      tsvector not null,
  primary key (project_id, trace_id, span_id, part),
  foreign key (project_id, trace_id, span_id) references span on delete cascade
);
create index span_text_words on span_text using gin (words);

-- Spans stored but not yet worked into their trace's row: written with them, in one transaction.
create table derive_queue (
  id         bigint         generated always as identity primary key,
  project_id integer        not null references project on delete cascade,
  trace_id   text           not null,
  span_ids   text[]         not null,
  queued_at  timestamptz(3) not null default now(),
  -- A trace that cannot be worked is tried again, later each time, and holds up no other.
  attempts   integer        not null default 0,
  not_before timestamptz(3) not null default now()
);

-- One row a trace, always recomputed whole from its spans, never incremented.
create table trace (
  project_id          integer          not null references project on delete cascade,
  trace_id            text             not null,
  name                text             not null,
  status              text             not null,
  error_message       text,
  started_at          timestamptz(3)   not null,
  duration_ms         double precision not null,
  span_count          integer          not null,
  error_count         integer          not null,
  llm_count           integer          not null,
  tool_count          integer          not null,
  root_count          integer          not null,
  orphan_count        integer          not null,
  model_requested     text,
  model_served        text,
  -- True when some call was answered by another model than it asked for.
  is_model_changed    boolean          not null,
  models              text[]           not null,
  provider            text,
  input_tokens        bigint,
  cached_input_tokens bigint,
  output_tokens       bigint,
  reasoning_tokens    bigint,
  total_tokens        bigint,
  cost_usd            double precision,
  session_id          text,
  user_id             text,
  agent               text,
  environment         text,
  release             text,
  source              text             not null,
  feature             text,
  tenant              text,
  segments            jsonb            not null,
  tier                text,
  tier_intended       text,
  tier_reason         text,
  tier_rule           text,
  outcome             text,
  prompt_name         text,
  prompt_version      text,
  eval_suite          text,
  eval_run            text,
  eval_case           text,
  eval_attempt        integer,
  rerun_of            text,
  tags                text[]           not null,
  -- The first characters of what came in and went out, for lists; the whole is in the spans.
  input_preview       text,
  output_preview      text,
  received_at         timestamptz(3)   not null,
  derived_at          timestamptz(3)   not null,
  primary key (project_id, trace_id)
);
create index trace_started on trace (project_id, started_at desc, trace_id desc);
create index trace_session on trace (project_id, session_id, started_at) where session_id is not null;
