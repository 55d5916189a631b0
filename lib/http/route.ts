import { AppError } from "@/lib/errors";
import { isDatabaseAway } from "@/lib/store/database-away";
import { ERROR_STATUS, errorHeaders } from "./error-status";
import { discardBody } from "./read-body";

/**
 * Wraps a route handler: a `Response` is passed on, any other value becomes JSON, an `AppError`
 * becomes its status, and anything else is logged and answered with a bare 500, so that no
 * internals reach the caller. While the database is away the answer is 503 with `Retry-After`.
 */
export function route<Args extends unknown[]>(
  handler: (request: Request, ...args: Args) => Promise<unknown>,
) {
  return async (request: Request, ...args: Args): Promise<Response> => {
    try {
      const answer = await handler(request, ...args);
      return answer instanceof Response ? answer : Response.json(answer);
    } catch (error) {
      discardBody(request);
      const failure = failureOf(error, request);
      if (!failure)
        return Response.json(
          {
            error: {
              code: "internal",
              message: "Something failed here; the server's log says what.",
            },
          },
          { status: 500 },
        );
      const { code, message, details } = failure;
      return Response.json(
        { error: { code, message, details } },
        { status: ERROR_STATUS[code], headers: errorHeaders(code) },
      );
    }
  };
}

/** What to tell the caller; undefined for a bug, which is logged and not told. */
export function failureOf(
  error: unknown,
  request: Pick<Request, "method" | "url">,
): AppError | undefined {
  if (error instanceof AppError) return error;
  const failed = `${request.method} ${new URL(request.url).pathname} failed`;
  if (!isDatabaseAway(error)) {
    console.error(failed, error);
    return undefined;
  }
  logAway(`${failed}: ${error instanceof Error ? error.message : error}`);
  return new AppError(
    "unavailable",
    "The database cannot be reached; nothing was stored. Try again soon.",
  );
}

const AWAY_LOGGED_EVERY_MS = 5_000;
let awayLoggedAt = Number.NEGATIVE_INFINITY;

/** An outage fails every request in the same way; the log should not grow with them. */
function logAway(line: string): void {
  if (performance.now() - awayLoggedAt < AWAY_LOGGED_EVERY_MS) return;
  awayLoggedAt = performance.now();
  console.error(line);
}
