/** What a key may do: send traces, read, post what is not a trace, manage. */
export const KEY_SCOPES = ["ingest", "read", "write", "admin"] as const;
export type KeyScope = (typeof KEY_SCOPES)[number];
