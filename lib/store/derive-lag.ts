import { z } from "zod";
import type { Database } from "./database";
import { Prisma } from "./generated/client";

/** How far deriving is behind what is stored. */
export type DeriveLag = {
  /** Batches of spans whose trace's row does not know them yet. */
  readonly waiting: number;
  /** Seconds since the oldest of them that was not tried yet was stored; 0 when there is none. */
  readonly lagSeconds: number;
  /** Those among `waiting` that were tried and failed; they are tried again, later each time. */
  readonly failing: number;
};

/** The lag of one project, or of all together without one. */
export async function loadDeriveLag(db: Database, projectId: number | null): Promise<DeriveLag> {
  const condition = projectId === null ? Prisma.sql`true` : Prisma.sql`project_id = ${projectId}`;
  const [lag] = lagRows.parse(
    await db.$queryRaw`
      select count(*)::float8 as waiting,
        (count(*) filter (where attempts > 0))::float8 as failing,
        coalesce(extract(epoch from now() - min(queued_at) filter (where attempts = 0)), 0)::float8
          as "lagSeconds"
      from derive_queue
      where ${condition}`,
  );
  return lag;
}

const lagRows = z.tuple([
  z.object({ waiting: z.number(), lagSeconds: z.number(), failing: z.number() }),
]);
