import type { Database } from "@/lib/store/database";

/** What taking traces in needs beside the request. */
export type IngestContext = {
  readonly db: Database;
  /** Largest accepted body, in bytes after decompression. */
  readonly maxBytes: number;
};
