import type { TimeWindow } from "@/lib/domain/time-window";
import type { TraceQuery } from "@/lib/domain/trace-query";
import { formatTerm, formatTraceQuery } from "@/lib/domain/trace-query-text";
import type { Database } from "@/lib/store/database";
import { loadTracePage } from "@/lib/store/trace-list";

/** A condition without which something would be listed, and the query that is left. */
export type Loosening = { readonly term: string; readonly q: string };

const MAX_TRIED = 6;

/** Which single conditions of a query that lists nothing are to blame, in the query's order. */
export async function loadLoosenings(
  db: Database,
  projectId: number,
  { window, query }: { readonly window: TimeWindow; readonly query: TraceQuery },
): Promise<Loosening[]> {
  if (query.terms.length < 2) return [];
  const tried = await Promise.all(
    query.terms.slice(0, MAX_TRIED).map(async (term) => {
      const rest = { terms: query.terms.filter((other) => other !== term) };
      const page = await loadTracePage(db, projectId, { window, query: rest, limit: 1 });
      if (page.rows.length === 0) return [];
      return [{ term: formatTerm(term), q: formatTraceQuery(rest) }];
    }),
  );
  return tried.flat();
}
