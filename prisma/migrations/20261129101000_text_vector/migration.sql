-- What an embeddings endpoint made of a text, so that it is asked once. Vectors of different makers are
-- never compared, so each is kept under its maker's name.
create table text_vector (
  project_id integer not null,
  maker      text    not null,
  text_hash  text    not null,
  vector     real[]  not null,
  -- The last day it was needed.
  seen       date    not null,
  primary key (project_id, maker, text_hash)
);
create index text_vector_seen on text_vector (seen);
