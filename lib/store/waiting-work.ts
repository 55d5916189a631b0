import { type Database, poolOf } from "./database";

/** Which of the worker's queues hold something to be done now. */
export type WaitingWork = {
  /** Traces to derive, or words to index. */
  readonly derive: boolean;
  readonly rollUp: boolean;
  readonly rederive: boolean;
  readonly compact: boolean;
};

/** Cheap enough to ask several times a second. */
export async function loadWaitingWork(db: Database): Promise<WaitingWork> {
  const { rows } = await poolOf(db).query<WaitingWork>({
    name: "waiting_work",
    text: `
      select
        exists (select from derive_queue where not_before <= now())
          or exists (select from word_queue where due_at <= now()) as "derive",
        exists (select from rollup_dirty) as "rollUp",
        exists (select from rederive_job where finished_at is null) as "rederive",
        exists (select from ingest_entry) as "compact"`,
  });
  return rows[0] ?? { derive: false, rollUp: false, rederive: false, compact: false };
}
