-- Most messages and bodies are shorter than the 2 kB from which Postgres compresses rows by itself.
-- `main`: compressed, they stay in their row. Partitions of spans get the same when they are made.
alter table content alter column data set storage main;
alter table content set (toast_tuple_target = 256);
alter table span alter column body set storage main;
