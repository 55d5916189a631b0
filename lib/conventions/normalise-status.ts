import { textIn } from "@/lib/conventions/json";
import { CONTEXT_PRECEDENCE } from "@/lib/conventions/precedence-context";
import type { RawSpan } from "@/lib/conventions/raw-span";
import { answerOf } from "@/lib/conventions/reader-plan";
import { firstOf } from "@/lib/conventions/readers";
import type { JsonObject, SpanFacts } from "@/lib/domain/span";

const FAILURE_EVENTS = new Set(["exception", "gen_ai.client.operation.exception"]);
const ERROR = 2;

/**
 * Whether the work failed. Several SDKs leave OpenTelemetry's status unset and say so elsewhere:
 * in `error.type`, in a level, in an exception event.
 */
export function statusOf(span: RawSpan): SpanFacts["status"] {
  const exception = span.events.find((event) => FAILURE_EVENTS.has(event.name))?.attributes;
  if (!hasFailed(span, exception)) {
    const message = span.statusMessage === "" ? null : span.statusMessage;
    return { code: "ok", message };
  }
  const said = span.statusMessage === "" ? undefined : span.statusMessage;
  return { code: "error", message: said ?? failureMessage(span, exception ?? {}) ?? null };
}

function hasFailed(span: RawSpan, exception: JsonObject | undefined): boolean {
  if (span.statusCode === ERROR || exception !== undefined) return true;
  if (textIn(span.attributes, "error.type") !== undefined) return true;
  return CONTEXT_PRECEDENCE.hasError.some((hasError) => answerOf(hasError, span));
}

function failureMessage(span: RawSpan, exception: JsonObject): string | undefined {
  return (
    firstOf(CONTEXT_PRECEDENCE.statusMessage, span) ??
    textIn(exception, "exception.message", "exception.type") ??
    textIn(span.attributes, "error.type")
  );
}
