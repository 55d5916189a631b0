-- The first day of which a project's traces are all there. Earlier ones were removed for good, so what
-- was counted of them is never counted again.
create table retention_mark (
  project_id integer primary key,
  kept_since date not null
);
