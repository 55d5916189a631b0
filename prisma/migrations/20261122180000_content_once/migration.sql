-- Spans move to daily partitions and their long content to one row a project and hash.

alter table span rename to span_before;
alter table span_before drop constraint span_project_id_fkey;
alter table span_before rename constraint span_pkey to span_before_pkey;

-- One row a span, in a partition a day. `body` is the whole canonical span as JSON text in which long
-- content is replaced by references to `content`; `facts` repeats the little that trees, lists and
-- sums are made of. Text, not jsonb, because jsonb cannot hold the NUL characters real prompts contain.
-- No foreign keys: the writer checks the project's key, and every reference would cost a lookup a row.
create table span (
  project_id  integer          not null,
  trace_id    text             not null,
  span_id     text             not null,
  -- UTC day of the start, or 1970-01-01 where the sender's clock is far off: the partition.
  day         date             not null,
  -- Order of arrival.
  seq         bigint           not null,
  started_at  timestamptz(6)   not null,
  duration_ms double precision not null,
  facts       text             not null,
  body        text             not null,
  received_at timestamptz(3)   not null,
  primary key (project_id, trace_id, span_id, day)
) partition by range (day);

create table span_misdated partition of span for values from ('1970-01-01') to ('1970-01-02');

-- Every message, tool definition, tool result and document once per project. `data` is a piece of JSON
-- text, named by the first 132 bits of its SHA-256. `seen` is the last day on which a span referred to
-- it, so that retention can remove what no kept span can still refer to.
create table content (
  project_id integer not null,
  hash       text    collate "C" not null,
  data       text    not null,
  seen       date    not null,
  primary key (project_id, hash)
);

do $$
begin
  alter table span alter column body set compression lz4;
  alter table content alter column data set compression lz4;
exception when feature_not_supported then
  -- This Postgres was built without lz4; its own compression serves as well.
  null;
end $$;

-- Days that exist already get their partitions now; the writer makes the others.
do $$
declare
  each date;
begin
  for each in
    select distinct (started_at at time zone 'utc')::date from span_before
    where started_at between now() - interval '400 days' and now() + interval '2 days'
  loop
    execute format(
      'create table %I partition of span for values from (%L) to (%L)',
      'span_' || to_char(each, 'YYYYMMDD'), each, each + 1);
  end loop;
end $$;

insert into span (
  project_id, trace_id, span_id, day, seq, started_at, duration_ms, facts, body, received_at)
select
  project_id, trace_id, span_id,
  case when started_at between now() - interval '400 days' and now() + interval '2 days'
    then (started_at at time zone 'utc')::date else '1970-01-01' end,
  seq, started_at, duration_ms,
  -- Marks as they are: to read them as JSON would stumble over the NUL characters they may name.
  left(facts.said, -1) || coalesce(',"marks":' || marks, '') || '}',
  body, received_at
from span_before
cross join lateral (
  select json_strip_nulls(json_build_object(
    'parentId', parent_id, 'name', name, 'kind', kind, 'status', status, 'scope', scope,
    'modelRequested', model_requested, 'modelServed', model_served, 'provider', provider,
    'inputTokens', input_tokens, 'cachedInputTokens', cached_input_tokens,
    'outputTokens', output_tokens, 'reasoningTokens', reasoning_tokens, 'costUsd', cost_usd,
    'toolName', tool_name))::text as said
) as facts;

drop table span_text;
drop table span_before;

-- Words by which a trace is found; several parts when one would pass the 1 MB limit of tsvector.
create table trace_text (
  project_id integer  not null,
  trace_id   text     not null,
  part       smallint not null,
  words      tsvector not null,
  primary key (project_id, trace_id, part)
);
create index trace_text_words on trace_text using gin (words);

alter table derive_queue drop constraint derive_queue_project_id_fkey;
alter table derive_queue drop column span_ids;
alter table derive_queue add column first_day date not null default '1970-01-01';
alter table derive_queue add column last_day date not null default '1970-01-01';

-- Traces whose words are to be indexed once nothing has come for them for a moment.
drop table word_queue;
create table word_queue (
  project_id integer        not null,
  trace_id   text           not null,
  due_at     timestamptz(3) not null,
  primary key (project_id, trace_id)
);

alter table trace
  -- The partitions that hold its spans.
  add column first_day date not null default '1970-01-01',
  add column last_day  date not null default '1970-01-01',
  add column tools     text[] not null default '{}',
  add column kinds     text[] not null default '{}',
  -- One value an axis; an axis that is not there is unknown.
  add column envelope  jsonb not null default '{}';
alter table trace
  alter column first_day drop default,
  alter column last_day drop default,
  alter column tools drop default,
  alter column kinds drop default,
  alter column envelope drop default;

-- What was stored before is derived again, for the columns that are new.
insert into derive_queue (project_id, trace_id, first_day, last_day)
select project_id, trace_id, min(day), max(day) from span group by project_id, trace_id;
alter table derive_queue
  alter column first_day drop default,
  alter column last_day drop default;
