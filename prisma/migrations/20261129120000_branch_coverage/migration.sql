alter table trace
  -- What was decided in it, each branch once, as `point → branch`, in the order in which they fired.
  add column branches    text[] not null default '{}',
  -- Names the whole sequence; null when nothing was decided.
  add column path_hash   bigint,
  -- Decisions whose second best is known, the margin to two digits: [{ branch, runnerUp, margin }].
  add column close_calls jsonb;
alter table trace alter column branches drop default;

-- A version of a prompt, as it was posted.
create table prompt_version (
  id         integer        generated always as identity primary key,
  project_id integer        not null references project on delete cascade,
  name       text           not null,
  version    text           not null,
  text       text           not null,
  created_at timestamptz(3) not null,
  posted_at  timestamptz(3) not null,
  posted_by  text           not null,
  unique (project_id, name, version)
);

-- A branch that somebody wrote down or confirmed. A proposal is not stored: it follows from its text.
create table branch (
  id             integer        generated always as identity primary key,
  project_id     integer        not null references project on delete cascade,
  branch_id      text           not null,
  point          text           not null,
  branch         text           not null,
  label          text           not null,
  condition      text,
  -- How its conditional reads, in every version that somebody confirmed.
  identities     text[]         not null,
  prompt         text,
  prompt_version text,
  severity       smallint       not null check (severity between 1 and 5),
  owner          text,
  status         text           not null check (status in ('active', 'exempt', 'retired')),
  reason         text,
  -- Until when it is exempt; null: without end.
  expires_at     timestamptz(3),
  -- How it shows in traces that do not name it; null when only they do.
  detect         jsonb,
  posted_at      timestamptz(3) not null,
  posted_by      text           not null,
  unique (project_id, branch_id)
);

-- The sequences that `path_hash` names.
create table branch_path (
  project_id integer not null,
  hash       bigint  not null,
  steps      text[]  not null,
  primary key (project_id, hash)
);

-- What follows counts production and eval traces by the time of their start. `minutes` is the width
-- of a bucket: 60 or 1 440. Rows are replaced bucket by bucket, never incremented.

-- Requests that fired a branch; without a branch: that reached the point; without a point: that
-- decided anything.
create table branch_rollup (
  project_id     integer          not null,
  minutes        smallint         not null,
  bucket         timestamptz(0)   not null,
  source         text             not null,
  feature        text,
  environment    text,
  release        text,
  prompt         text,
  prompt_version text,
  point          text,
  branch         text,
  n              integer          not null,
  w              double precision not null,
  w2             double precision not null,
  -- One of these traces, and when the last of them started.
  example        text             not null,
  last_at        timestamptz(3)   not null
);
create index branch_rollup_bucket on branch_rollup (project_id, minutes, bucket);
create index branch_rollup_whole on branch_rollup (project_id, minutes, bucket) where point is null;

-- Requests by the path they took.
create table branch_path_rollup (
  project_id     integer        not null,
  minutes        smallint       not null,
  bucket         timestamptz(0) not null,
  source         text           not null,
  feature        text,
  environment    text,
  prompt         text,
  prompt_version text,
  hash           bigint         not null,
  n              integer        not null,
  example        text           not null
);
create index branch_path_rollup_bucket on branch_path_rollup (project_id, minutes, bucket);

-- Decisions by chosen branch, runner-up and margin, of which two digits are kept.
create table branch_margin_rollup (
  project_id     integer          not null,
  minutes        smallint         not null,
  bucket         timestamptz(0)   not null,
  source         text             not null,
  feature        text,
  environment    text,
  prompt         text,
  prompt_version text,
  branch         text             not null,
  runner_up      text             not null,
  margin         double precision not null,
  n              integer          not null
);
create index branch_margin_rollup_bucket on branch_margin_rollup (project_id, minutes, bucket);

-- What is stored already gets its branches.
insert into derive_queue (project_id, trace_id, first_day, last_day)
select project_id, trace_id, first_day, last_day from trace
where not exists (
  select from derive_queue
  where derive_queue.project_id = trace.project_id and derive_queue.trace_id = trace.trace_id
);
