-- How many days a project keeps its traces. Null: as many as the server is set to. 0: for ever.
alter table project
  add column retention_days integer check (retention_days between 0 and 36500);

-- Projects that were deleted. Big tables have no foreign keys, so their rows are removed in steps,
-- and again for a while, since a server may remember a key for some seconds and still take spans.
create table gone_project (
  project_id integer        primary key,
  slug       text           not null,
  deleted_at timestamptz(3) not null
);

-- The last UTC day on which something was done that need not be done more often than once a day.
create table daily_task (
  name text primary key,
  day  date not null
);

-- Queues and the ledger stay on one node when the other tables are spread over several, and no
-- foreign key may lead from there to a table that is on all of them.
alter table ingest_entry drop constraint ingest_entry_project_id_fkey;
alter table ingest_hour drop constraint ingest_hour_project_id_fkey;
alter table rederive_job drop constraint rederive_job_project_id_fkey;
-- Nor from the rows of traces to what they belong to.
alter table trace drop constraint trace_project_id_fkey;
