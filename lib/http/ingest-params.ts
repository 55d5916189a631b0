import { z } from "zod";
import { RANGES, type TimeWindow, windowOfRange } from "@/lib/domain/time-window";
import { isoTime, parseInput } from "@/lib/parse-input";

const params = z
  .strictObject({
    from: isoTime.optional(),
    to: isoTime.optional(),
    range: z.enum(RANGES).default("30d"),
    cursor: z.string().min(1).max(400).optional(),
    limit: z.coerce.number().int().min(1).max(1_000).default(100),
  })
  .refine(({ from, to }) => !from || !to || from < to, {
    path: ["to"],
    message: "must be after from",
  });

/** What the ledger is asked for. */
export type IngestParams = {
  readonly window: TimeWindow;
  readonly cursor: string | null;
  readonly limit: number;
};

/**
 * Reads the query string of the ledger: the last 30 days by default, 100 rows to a page, and until now
 * where no `to` is given.
 *
 * @throws AppError `invalid_input` naming each parameter that does not fit
 */
export function parseIngestParams(search: URLSearchParams, now: Date): IngestParams {
  const given = Object.fromEntries([...search].filter(([, value]) => value !== ""));
  const { from, to, range, cursor, limit } = parseInput(params, given);
  // What arrives is timed by this server's clock, so nothing of it lies ahead.
  const end = to ?? now;
  const start = from ?? windowOfRange(range, end).from;
  return { window: { from: start, to: end }, cursor: cursor ?? null, limit };
}
