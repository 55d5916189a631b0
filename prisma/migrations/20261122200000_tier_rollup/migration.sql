alter table trace
  -- 0 is primary; null when the tier has no known place.
  add column tier_level    smallint,
  -- What decided the tier: explicit, catalog, structure or none.
  add column tier_basis    text             not null default 'none',
  -- Every tier that an attempt went to.
  add column tiers_touched text[]           not null default '{}',
  -- How many requests it stands for, where the sender samples.
  add column sample_weight double precision not null default 1;
alter table trace
  alter column tier_basis drop default,
  alter column tiers_touched drop default,
  alter column sample_weight drop default;

-- What follows counts production traces by the time of their start. `minutes` is the width of a bucket:
-- 5, 60 or 1 440. Rows are replaced bucket by bucket, never incremented, so no
-- key guards them. n: traces, w: sum of their weights, w2: sum of the squares.

-- Which tier served.
create table tier_rollup (
  project_id  integer          not null,
  minutes     smallint         not null,
  bucket      timestamptz(0)   not null,
  feature     text,
  environment text,
  tier        text             not null,
  n           integer          not null,
  w           double precision not null,
  w2          double precision not null
);
create index tier_rollup_bucket on tier_rollup (project_id, minutes, bucket);

-- From which tier to which, and why.
create table tier_flow_rollup (
  project_id    integer          not null,
  minutes       smallint         not null,
  bucket        timestamptz(0)   not null,
  feature       text,
  environment   text,
  tier          text             not null,
  intended      text,
  reason        text,
  rule          text,
  n             integer          not null,
  w             double precision not null,
  w2            double precision not null,
  -- Sums over the traces that say, and how many do.
  cost_usd      double precision not null,
  cost_n        integer          not null,
  tokens        double precision not null,
  tokens_n      integer          not null,
  duration_ms   double precision not null
);
create index tier_flow_rollup_bucket on tier_flow_rollup (project_id, minutes, bucket);

-- Which tier served whom: by tenant and by each segment.
create table tier_segment_rollup (
  project_id  integer          not null,
  minutes     smallint         not null,
  bucket      timestamptz(0)   not null,
  feature     text,
  environment text,
  -- `tenant` or `segment.<key>`.
  dimension   text             not null,
  value       text,
  tier        text             not null,
  n           integer          not null,
  w           double precision not null,
  w2          double precision not null
);
create index tier_segment_rollup_bucket on tier_segment_rollup (project_id, minutes, bucket);

-- Which tiers any attempt went to.
create table tier_touch_rollup (
  project_id  integer          not null,
  minutes     smallint         not null,
  bucket      timestamptz(0)   not null,
  feature     text,
  environment text,
  tier        text             not null,
  n           integer          not null,
  w           double precision not null,
  w2          double precision not null
);
create index tier_touch_rollup_bucket on tier_touch_rollup (project_id, minutes, bucket);

-- Hours whose traces have changed since their rollups were made. Only added to, so that those who
-- derive never wait for those who roll up.
create table rollup_dirty (
  id         bigint         generated always as identity primary key,
  project_id integer        not null,
  hour       timestamptz(0) not null
);

-- What is stored already gets its tier and its rollups.
insert into derive_queue (project_id, trace_id, first_day, last_day)
select project_id, trace_id, first_day, last_day from trace
where not exists (
  select from derive_queue
  where derive_queue.project_id = trace.project_id and derive_queue.trace_id = trace.trace_id
);
