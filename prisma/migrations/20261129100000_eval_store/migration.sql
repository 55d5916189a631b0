-- A set of eval cases. Its version counts the postings that changed any of them.
create table eval_suite (
  id         integer        generated always as identity primary key,
  project_id integer        not null references project on delete cascade,
  name       text           not null,
  version    integer        not null,
  created_at timestamptz(3) not null,
  posted_at  timestamptz(3) not null,
  posted_by  text           not null,
  unique (project_id, name)
);

-- A case as it stands. What it was before is in eval_case_version.
create table eval_case (
  id               integer        generated always as identity primary key,
  project_id       integer        not null references project on delete cascade,
  suite            text           not null,
  case_id          text           not null,
  version          integer        not null,
  -- Names what is asked and expected: results of equal hashes may be compared.
  content_hash     text           not null,
  input            jsonb          not null,
  expected         jsonb          not null,
  intent           text,
  tags             text[]         not null,
  created_at       timestamptz(3) not null,
  -- When what is asked or expected was last changed: from then on it is another case.
  edited_at        timestamptz(3) not null,
  curator          text,
  source_trace_id  text,
  last_verified_at timestamptz(3),
  verified_by      text,
  depends_on       jsonb          not null,
  branches         text[]         not null,
  -- A draft waits for somebody to look at what is expected; it is in no number.
  status           text           not null check (status in ('active', 'draft', 'retired')),
  posted_at        timestamptz(3) not null,
  posted_by        text           not null,
  unique (project_id, suite, case_id)
);

-- Every version of every case, whole. Only added to.
create table eval_case_version (
  id            integer        generated always as identity primary key,
  project_id    integer        not null references project on delete cascade,
  suite         text           not null,
  case_id       text           not null,
  version       integer        not null,
  suite_version integer        not null,
  content_hash  text           not null,
  body          jsonb          not null,
  posted_at     timestamptz(3) not null,
  posted_by     text           not null,
  unique (project_id, suite, case_id, version)
);
create index eval_case_version_suite
  on eval_case_version (project_id, suite, suite_version desc);

-- The ledger: who retired, restored, verified or took in a case, and why.
create table eval_case_review (
  id          integer        generated always as identity primary key,
  project_id  integer        not null references project on delete cascade,
  suite       text           not null,
  case_id     text           not null,
  action      text           not null check (action in ('promote', 'accept', 'verify', 'retire', 'restore')),
  reason      text           not null,
  reviewed_at timestamptz(3) not null,
  reviewed_by text           not null
);
create index eval_case_review_case on eval_case_review (project_id, suite, case_id, id desc);

-- One execution of a suite by one subject.
create table eval_run (
  id            integer        generated always as identity primary key,
  project_id    integer        not null references project on delete cascade,
  suite         text           not null,
  run           text           not null,
  model         text,
  prompt        text,
  config        jsonb          not null,
  -- Names model, prompt and config together: runs of equal keys repeat each other.
  subject_key   text           not null,
  suite_version integer        not null,
  started_at    timestamptz(3) not null,
  posted_at     timestamptz(3) not null,
  posted_by     text           not null,
  unique (project_id, suite, run)
);
create index eval_run_started on eval_run (project_id, suite, started_at desc);

-- Every attempt at a case. passed is null when the grader failed.
create table eval_attempt (
  project_id   integer          not null references project on delete cascade,
  suite        text             not null,
  run          text             not null,
  case_id      text             not null,
  attempt      integer          not null,
  passed       boolean,
  score        double precision,
  trace_id     text,
  error        text,
  -- The case's content when the result was posted; null when the case was not known.
  content_hash text,
  posted_at    timestamptz(3)   not null,
  primary key (project_id, suite, run, case_id, attempt)
);
create index eval_attempt_case on eval_attempt (project_id, suite, case_id);
create index eval_attempt_trace on eval_attempt (project_id, trace_id) where trace_id is not null;

-- What people and evaluators say of a trace or one of its spans. A score may come before its trace.
create table score (
  project_id integer          not null,
  trace_id   text             not null,
  -- As the sender names it, else made of what it says.
  score_id   text             not null,
  span_id    text,
  name       text             not null,
  value      double precision,
  label      text,
  comment    text,
  source     text             not null check (source in ('human', 'evaluator', 'user')),
  -- posted: by API; telemetry: said in the trace itself, and derived from it; page: by hand.
  origin     text             not null check (origin in ('posted', 'telemetry', 'page')),
  author     text,
  at         timestamptz(3)   not null,
  posted_at  timestamptz(3)   not null,
  primary key (project_id, trace_id, score_id),
  check (value is not null or label is not null)
);
create index score_name on score (project_id, name, value);
create index score_at on score (project_id, at desc);

-- What was computed of a project's suites for one window and filter, to be shown at once.
create table staleness_snapshot (
  project_id  integer        not null,
  scope_key   text           not null,
  -- What it was computed from; another value means that something has changed since.
  inputs      text           not null,
  computed_at timestamptz(3) not null,
  took_ms     double precision not null,
  body        jsonb          not null,
  primary key (project_id, scope_key)
);
