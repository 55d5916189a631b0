import { requireKey } from "@/lib/auth/require-key";
import type { Arrival } from "@/lib/domain/ingest-receipt";
import { AppError } from "@/lib/errors";
import type { Incoming } from "@/lib/http/incoming";
import { countRefusal, type RefusalCode, whileOpen } from "@/lib/ingest/ingest-counters";
import { recordRefusal } from "@/lib/ingest/record-refusal";
import type { Database } from "@/lib/store/database";
import { isDatabaseAway } from "@/lib/store/database-away";

/**
 * Takes traces in for whoever holds the request's key, and accounts for the request when nothing of
 * it is taken: in the project's ledger when the sender is known and the fault is theirs or ours for
 * being too busy, and in this process's counters always.
 *
 * @throws AppError as `requireKey`, and whatever `take` throws
 */
export function accountFor<Outcome>(
  request: Pick<Incoming, "headers">,
  db: Database,
  take: (arrival: Arrival) => Promise<Outcome>,
): Promise<Outcome> {
  return whileOpen(async () => {
    let arrival: Arrival | undefined;
    try {
      const receivedAt = new Date();
      const { projectId, keyId } = await requireKey(db, request.headers, "ingest", receivedAt);
      arrival = { projectId, keyId, receivedAt };
      return await take(arrival);
    } catch (error) {
      countRefusal(codeOf(error));
      if (arrival && error instanceof AppError) await recordRefusal(db, arrival, error.message);
      throw error;
    }
  });
}

function codeOf(error: unknown): RefusalCode {
  if (error instanceof AppError) return error.code;
  return isDatabaseAway(error) ? "unavailable" : "internal";
}
