-- What people and keys changed, each with before and after. Entries are only ever appended; those of
-- a project go with it.
create table audit_entry (
  id         bigint         generated always as identity primary key,
  -- Null: of the whole server.
  project_id integer,
  at         timestamptz(3) not null,
  actor_kind text           not null check (actor_kind in ('person', 'key', 'server')),
  actor_id   text           not null,
  actor_name text           not null,
  action     text           not null,
  subject    text           not null,
  before     jsonb,
  after      jsonb
);
create index audit_entry_project on audit_entry (project_id, id desc);

alter table api_key add column created_by text not null default 'the server';
alter table api_key add column revoked_by text;

-- Content to be removed once nothing refers to it: what deleted traces referred to.
create table content_erasure (
  project_id integer        not null,
  hash       text           not null,
  asked_at   timestamptz(3) not null,
  primary key (project_id, hash)
);
