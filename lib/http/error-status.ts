import type { AppErrorCode } from "@/lib/errors";

/** HTTP status of each kind of failure that a caller can do something about. */
export const ERROR_STATUS: Record<AppErrorCode, number> = {
  invalid_input: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  payload_too_large: 413,
  unsupported_media_type: 415,
  too_many_requests: 429,
  unavailable: 503,
};

/** Headers that tell the caller what to do next. */
export function errorHeaders(code: AppErrorCode): Record<string, string> {
  if (code === "unauthorized") return { "www-authenticate": "Bearer" };
  if (code === "too_many_requests" || code === "unavailable") return { "retry-after": "2" };
  return {};
}
