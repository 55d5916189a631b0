-- People, how they sign in, and what they may do. One server is one organisation.
create table person (
  id              text           primary key,
  name            text           not null,
  -- In lower case. The owner of a first start has owner@localhost until one is set.
  email           text           not null unique,
  email_verified  boolean        not null default false,
  image           text,
  -- An owner of the organisation: owner of every project.
  is_owner        boolean        not null default false,
  created_at      timestamptz(3) not null default now(),
  updated_at      timestamptz(3) not null default now()
);

-- A browser that is signed in. Of its token only the SHA-256 is kept.
create table person_session (
  id          text           primary key,
  person_id   text           not null references person on delete cascade,
  token       text           not null unique,
  expires_at  timestamptz(3) not null,
  ip_address  text,
  user_agent  text,
  created_at  timestamptz(3) not null default now(),
  updated_at  timestamptz(3) not null default now()
);
create index person_session_person on person_session (person_id);

-- A way in: a password (scrypt), or an identity at an OIDC provider.
create table person_account (
  id                       text           primary key,
  person_id                text           not null references person on delete cascade,
  provider_id              text           not null,
  account_id               text           not null,
  access_token             text,
  refresh_token            text,
  id_token                 text,
  access_token_expires_at  timestamptz(3),
  refresh_token_expires_at timestamptz(3),
  scope                    text,
  password                 text,
  created_at               timestamptz(3) not null default now(),
  updated_at               timestamptz(3) not null default now(),
  unique (provider_id, account_id)
);
create index person_account_person on person_account (person_id);

-- Short-lived proofs: states of a sign-in at a provider, password resets. Identifiers are hashed.
create table sign_in_proof (
  id         text           primary key,
  identifier text           not null,
  value      text           not null,
  expires_at timestamptz(3) not null,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create index sign_in_proof_identifier on sign_in_proof (identifier);

create table membership (
  project_id integer        not null references project on delete cascade,
  person_id  text           not null references person on delete cascade,
  role       text           not null check (role in ('viewer', 'member', 'admin', 'owner')),
  created_at timestamptz(3) not null default now(),
  primary key (project_id, person_id)
);
create index membership_person on membership (person_id);

-- A link that lets somebody into a project, once.
create table invitation (
  id          integer        generated always as identity primary key,
  project_id  integer        not null references project on delete cascade,
  token_hash  bytea          not null unique,
  -- In lower case; null: whoever has the link.
  email       text,
  role        text           not null check (role in ('viewer', 'member', 'admin', 'owner')),
  invited_by  text           not null,
  created_at  timestamptz(3) not null default now(),
  expires_at  timestamptz(3) not null,
  accepted_at timestamptz(3),
  accepted_by text           references person on delete set null
);
create index invitation_project on invitation (project_id);

-- Failed attempts to sign in, by a hash of whom they were for or where they came from.
create table sign_in_attempt (
  subject   bytea          primary key,
  attempts  integer        not null,
  began_at  timestamptz(3) not null
);

-- What all servers of one database sign cookies with.
create table server_secret (
  name  text primary key,
  value text not null
);

-- Browsers sign in again: sessions belong to people now.
drop table sign_in_session;
