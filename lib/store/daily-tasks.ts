import type pg from "pg";
import { dayOf } from "./span-day";

/** Whether something that is done once a day, UTC, has yet to be done. */
export async function isDueToday(pool: pg.Pool, task: string, now: Date): Promise<boolean> {
  const { rowCount } = await pool.query(
    "select from daily_task where name = $1 and day >= $2::date",
    [task, dayOf(now)],
  );
  return rowCount === 0;
}

export async function markDone(pool: pg.Pool, task: string, now: Date): Promise<void> {
  await pool.query(
    `insert into daily_task (name, day) values ($1, $2::date)
    on conflict (name) do update set day = excluded.day`,
    [task, dayOf(now)],
  );
}
