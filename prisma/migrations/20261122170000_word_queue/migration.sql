-- Spans whose words are not in the index yet. Trace rows come first: a list must be fresh within
-- two seconds, while a search may lag behind under load.
create table word_queue (
  id         bigint  generated always as identity primary key,
  project_id integer not null references project on delete cascade,
  trace_id   text    not null,
  span_ids   text[]  not null
);
