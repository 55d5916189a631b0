// Class 08: connection exceptions. 57P01–57P03: the server is shutting down, crashed or is starting. 53100: the disk is full, 53200: out of memory, 53300: too many connections.
const AWAY =
  /\b(?:ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|08\d{3}|57P0[123]|53[123]00|P1001|P1002|P1008|P1017|P2024|P2037)\b|terminating connection|Connection terminated|is not queryable|timeout exceeded when trying to connect|Can't reach database server|DatabaseNotReachable|the database system is (?:starting up|shutting down)/i;

/** Whether a failure means that the database is not there, rather than that a query is wrong. */
export function isDatabaseAway(error: unknown): boolean {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; depth += 1) {
    const code = "code" in cause ? String(cause.code) : "";
    if (AWAY.test(`${code} ${cause.message} ${JSON.stringify({ ...cause })}`)) return true;
    cause = cause.cause;
  }
  return false;
}
