import { findIngestCursor } from "@/lib/store/ingest-ledger-hours";
import { type ListRequest, readListRequest } from "../traces/list-request";

/** What the reader asks the page for, as far as the address can be understood. */
export type IngestRequest = Pick<ListRequest, "range" | "window" | "leftAside"> & {
  readonly cursor: string | null;
};

/** Reads the page's address, the last 24 hours by default. Never throws, as links get cut. */
export function readIngestRequest(search: string, now: Date): IngestRequest {
  const params = new URLSearchParams(search);
  const cursor = params.get("cursor") ?? "";
  // The list of traces has cursors of another kind.
  params.delete("cursor");
  if (!["range", "from", "to"].some((name) => params.has(name))) params.set("range", "24h");
  const { range, window, shownUntil, leftAside } = readListRequest(params.toString(), now);
  return {
    range,
    // What arrives is timed by this server's clock, so nothing of it lies ahead.
    window: { from: window.from, to: shownUntil },
    leftAside,
    cursor: findIngestCursor(cursor) ? cursor : null,
  };
}
