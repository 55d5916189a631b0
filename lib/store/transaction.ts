import type pg from "pg";

/** What statements run on: a pool, or one connection of it. */
export type Queryable = Pick<pg.PoolClient, "query">;

/** Runs statements in one transaction on a connection below Prisma; undone when any of them fails. */
export async function inTransaction<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query("begin");
    const result = await work(client);
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch((reason: Error) => {
      broken = reason;
    });
    throw error;
  } finally {
    // A connection that cannot even undo is of no use to anybody else.
    client.release(broken);
  }
}
