import { isIP } from "node:net";

/**
 * Where a request comes from, for counting attempts: the last hop that a proxy noted, else null. A
 * sender can write the header too, so nothing but counting may depend on it.
 */
export function clientAddress(headers: Headers): string | null {
  const last = headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() ?? "";
  return isIP(last) === 0 ? null : last;
}
