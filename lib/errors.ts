/** What went wrong, for what a caller can mend; `lib/http` maps each to a status. */
export type AppErrorCode =
  | "invalid_input"
  | "unauthorized"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "payload_too_large"
  | "unsupported_media_type"
  | "too_many_requests"
  | "unavailable";

/**
 * A failure the caller can do something about. Its message is safe to show to the caller.
 * Anything else that is thrown is a bug and reaches the caller only as "internal".
 */
export class AppError extends Error {
  override readonly name = "AppError";

  constructor(
    readonly code: AppErrorCode,
    message: string,
    /** Machine-readable extras, e.g. the fields that failed validation. */
    readonly details?: unknown,
  ) {
    super(message);
  }
}
