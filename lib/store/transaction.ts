import type pg from "pg";

/** What statements run on: a pool, or one connection of it. */
export type Queryable = Pick<pg.PoolClient, "query">;

/** Runs statements in one transaction on a connection below Prisma; undone when any of them fails. */
export function inTransaction<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  return inTwoParts(pool, work, () => []);
}

/**
 * The same for a transaction whose last statements nobody waits for but the commit, which goes out
 * with them. When one of them fails, Postgres undoes everything at the commit.
 *
 * @param finish starts the last statements before it returns
 */
export async function inTwoParts<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
  finish: (client: pg.PoolClient, result: Result) => readonly Promise<unknown>[],
): Promise<Result> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    // It goes out with the first statement. What breaks it breaks that one too, which is told then.
    const begun = client.query("begin");
    begun.catch(() => {});
    const result = await work(client);
    await commitWith(client, finish(client, result));
    await begun;
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

async function commitWith(client: pg.PoolClient, last: readonly Promise<unknown>[]): Promise<void> {
  let fault: unknown;
  for (const statement of last) {
    statement.catch((error: unknown) => {
      fault ??= error;
    });
  }
  // One that could not even be sent fails here, and nothing may be kept without it.
  await null;
  if (fault !== undefined) throw fault;
  await Promise.all([...last, client.query("commit")]);
}
