-- Which tier served a request, as a project decides it. Every version is kept, so that it can be
-- told who changed history and when; the latest of a feature counts. Without a feature it is the
-- project's own. No tiers: withdrawn.
create table tier_catalog (
  id         integer        generated always as identity primary key,
  project_id integer        not null references project on delete cascade,
  feature    text,
  tiers      jsonb          not null,
  posted_at  timestamptz(3) not null,
  posted_by  text           not null
);
create index tier_catalog_feature on tier_catalog (project_id, feature, id desc);

create table objective (
  id          integer          generated always as identity primary key,
  project_id  integer          not null references project on delete cascade,
  name        text             not null,
  analysis    text             not null,
  feature     text,
  tier        text             not null,
  kind        text             not null check (kind in ('floor', 'ceiling')),
  target      double precision not null check (target > 0 and target < 1),
  period_days smallint         not null,
  posted_at   timestamptz(3)   not null,
  posted_by   text             not null,
  unique (project_id, name)
);

-- The frozen reference: a window somebody approved. Never changed; the latest of a feature counts.
create table baseline (
  id          integer        generated always as identity primary key,
  project_id  integer        not null references project on delete cascade,
  analysis    text           not null,
  feature     text,
  from_at     timestamptz(3) not null,
  to_at       timestamptz(3) not null check (to_at > from_at),
  reason      text           not null,
  approved_by text           not null,
  posted_at   timestamptz(3) not null,
  posted_by   text           not null
);
create index baseline_feature on baseline (project_id, analysis, feature, id desc);

create table routing_rule (
  id             integer          generated always as identity primary key,
  project_id     integer          not null references project on delete cascade,
  rule_id        text             not null,
  owner          text             not null,
  rationale      text             not null,
  from_tier      text             not null,
  to_tier        text             not null,
  reason         text             not null,
  expected_share double precision not null,
  expires_at     timestamptz(3)   not null,
  -- When that expiry was declared: a later review replaces it, a later declaration the review.
  expiry_set_at  timestamptz(3)   not null,
  -- [{ at, percent }], earliest first.
  ramp           jsonb            not null,
  created_at     timestamptz(3)   not null,
  posted_at      timestamptz(3)   not null,
  posted_by      text             not null,
  unique (project_id, rule_id)
);

-- Somebody looked at a routing rule again and let it live until a new day.
create table routing_rule_review (
  id          integer        generated always as identity primary key,
  project_id  integer        not null references project on delete cascade,
  rule_id     text           not null,
  note        text           not null,
  expires_at  timestamptz(3) not null,
  reviewed_by text           not null,
  reviewed_at timestamptz(3) not null,
  foreign key (project_id, rule_id) references routing_rule (project_id, rule_id) on delete cascade
);
create index routing_rule_review_rule on routing_rule_review (project_id, rule_id, id desc);

-- What the application's own counter claims of a window.
create table self_report (
  id          integer          generated always as identity primary key,
  project_id  integer          not null references project on delete cascade,
  source      text             not null,
  metric      text             not null,
  from_at     timestamptz(3)   not null,
  to_at       timestamptz(3)   not null check (to_at > from_at),
  numerator   double precision not null,
  -- Null when the counter has none.
  denominator double precision,
  posted_at   timestamptz(3)   not null,
  posted_by   text             not null,
  unique (project_id, source, metric, from_at, to_at)
);

-- Something that was changed on purpose and may explain what telemetry shows.
create table change (
  id              integer        generated always as identity primary key,
  project_id      integer        not null references project on delete cascade,
  -- SHA-256 of what makes it this change: time, axis, layer, both versions and title.
  identity        bytea          not null,
  at              timestamptz(3) not null,
  rollout_ends_at timestamptz(3),
  axis            text,
  layer           text,
  from_version    text,
  to_version      text,
  title           text           not null,
  author          text,
  url             text,
  rule_ids        text[]         not null,
  posted_at       timestamptz(3) not null,
  posted_by       text           not null,
  unique (project_id, identity)
);
create index change_at on change (project_id, at);

-- History to be derived again, because what it is derived by has changed.
create table rederive_job (
  id           integer        generated always as identity primary key,
  project_id   integer        not null references project on delete cascade,
  reason       text           not null,
  -- By the trace's start; null on either side: from the first, to the last.
  from_at      timestamptz(3),
  to_at        timestamptz(3),
  requested_at timestamptz(3) not null,
  requested_by text           not null,
  -- In traces. The total is null until it has been counted.
  total        integer,
  done         integer        not null default 0,
  finished_at  timestamptz(3),
  error        text
);
create index rederive_job_open on rederive_job (id) where finished_at is null;
create index rederive_job_project on rederive_job (project_id, id desc);
