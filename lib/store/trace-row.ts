import type { Database } from "./database";
import type { Trace } from "./generated/client";

type TokenColumn =
  | "inputTokens"
  | "cachedInputTokens"
  | "outputTokens"
  | "reasoningTokens"
  | "totalTokens";

/** Columns for the database's own use, and for counting. */
type HiddenColumn = "projectId" | "firstDay" | "lastDay" | "pathHash" | "closeCalls";

/** A trace's row; null wherever none of its spans says. */
export type StoredTrace = Omit<Trace, HiddenColumn | TokenColumn> & {
  readonly [Column in TokenColumn]: number | null;
};

/** The row of one trace; absent until about a second after its first span was stored. */
export async function findTrace(
  db: Database,
  projectId: number,
  traceId: string,
): Promise<StoredTrace | undefined> {
  const found = await db.trace.findUnique({
    where: { projectId_traceId: { projectId, traceId } },
    omit: { projectId: true, firstDay: true, lastDay: true, pathHash: true, closeCalls: true },
  });
  if (!found) return undefined;
  return {
    ...found,
    inputTokens: count(found.inputTokens),
    cachedInputTokens: count(found.cachedInputTokens),
    outputTokens: count(found.outputTokens),
    reasoningTokens: count(found.reasoningTokens),
    totalTokens: count(found.totalTokens),
  };
}

const count = (value: bigint | null) => (value === null ? null : Number(value));

/** The traces next to one in time; null at either end. */
export type Neighbours = { readonly earlier: string | null; readonly later: string | null };

export async function findNeighbours(
  db: Database,
  projectId: number,
  trace: Pick<StoredTrace, "traceId" | "startedAt">,
): Promise<Neighbours> {
  const { traceId, startedAt } = trace;
  const beside = (side: "lt" | "gt") =>
    db.trace.findFirst({
      where: {
        projectId,
        OR: [{ startedAt: { [side]: startedAt } }, { startedAt, traceId: { [side]: traceId } }],
      },
      orderBy: [
        { startedAt: side === "lt" ? "desc" : "asc" },
        { traceId: side === "lt" ? "desc" : "asc" },
      ],
      select: { traceId: true },
    });
  const [earlier, later] = await Promise.all([beside("lt"), beside("gt")]);
  return { earlier: earlier?.traceId ?? null, later: later?.traceId ?? null };
}
