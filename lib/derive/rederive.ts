import { type Database, poolOf } from "@/lib/store/database";
import { feedOldestJob } from "@/lib/store/rederive-feed";
import { inTransaction } from "@/lib/store/transaction";

/**
 * Moves jobs that derive history again on by some traces. These go through the same queue as traces
 * that have just arrived, a few at a time, so that fresh ones hardly wait for them.
 */
export async function feedRederiveJobs(db: Database): Promise<void> {
  while (await inTransaction(poolOf(db), feedOldestJob));
}
