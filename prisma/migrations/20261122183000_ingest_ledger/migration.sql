-- What requests brought and what became of it: written in the transaction that stores their spans.
-- Rows are only ever added, so that no writer waits for another; the worker folds them into
-- ingest_hour, and whoever reads adds up both. A key that is gone keeps its history, hence no
-- reference to it.
create table ingest_entry (
  id           bigint         generated always as identity primary key,
  project_id   integer        not null references project on delete cascade,
  key_id       integer        not null,
  hour         timestamptz(0) not null,
  requests     bigint         not null,
  -- Requests of which nothing was taken and whose spans nobody counted.
  refused      bigint         not null,
  received     bigint         not null,
  stored       bigint         not null,
  duplicate    bigint         not null,
  rejected     bigint         not null,
  late         bigint         not null,
  bytes        bigint         not null,
  wire_bytes   bigint         not null,
  stored_bytes bigint         not null,
  -- [{ reason, spans, requests, sample }]
  reasons      jsonb          not null
);

create table ingest_hour (
  project_id   integer        not null references project on delete cascade,
  key_id       integer        not null,
  hour         timestamptz(0) not null,
  requests     bigint         not null,
  refused      bigint         not null,
  received     bigint         not null,
  stored       bigint         not null,
  duplicate    bigint         not null,
  rejected     bigint         not null,
  late         bigint         not null,
  bytes        bigint         not null,
  wire_bytes   bigint         not null,
  stored_bytes bigint         not null,
  reasons      jsonb          not null,
  primary key (project_id, hour, key_id)
);
