import { formatCompact, formatCost, formatCount } from "@/components/format";
import type { SessionListRow } from "@/lib/store/session-list";

/** A conversation as a row of the list shows it. */
export type SessionView = {
  readonly sessionId: string;
  readonly href: string;
  readonly firstInput: string | null;
  readonly traces: string;
  readonly errors: string;
  readonly hasErrors: boolean;
  readonly tokens: string;
  readonly cost: string;
  readonly users: string;
  readonly features: string;
  /** ISO 8601. */
  readonly lastAt: string;
};

/** Rows for the eye, in the same order. */
export function prepareSessions(rows: readonly SessionListRow[], slug: string): SessionView[] {
  return rows.map((row) => ({
    sessionId: row.sessionId,
    href: `/${slug}/sessions/${encodeURIComponent(row.sessionId)}`,
    firstInput: row.firstInput,
    traces: formatCount(row.traces),
    errors: formatCount(row.errors),
    hasErrors: row.errors > 0,
    tokens: formatCompact(row.totalTokens),
    cost: formatCost(row.costUsd),
    users: row.users.join(", "),
    features: row.features.join(", "),
    lastAt: row.lastAt.toISOString(),
  }));
}
