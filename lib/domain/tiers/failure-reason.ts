import type { Span } from "../span";
import type { TierSpan } from "./attempts";

/** The attributes in which OpenTelemetry and its dialects name what went wrong. */
const ERROR_ATTRIBUTES = ["error.type", "exception.type", "http.response.status_code"];
const MAX_LENGTH = 300;

/** What a failed span says went wrong, in its sender's words; null when it did not fail or say. */
export function failureText({ status, attributes, events }: Span): string | null {
  if (status.code !== "error") return null;
  const exceptions = events.filter(({ name }) => name === "exception");
  const said = [attributes, ...exceptions.map((event) => event.attributes)].flatMap((own) =>
    ERROR_ATTRIBUTES.flatMap((key) => own[key] ?? []),
  );
  const text = [...said, status.message ?? ""].join(" ").trim().slice(0, MAX_LENGTH);
  return text === "" ? null : text;
}

const REASONS: readonly (readonly [RegExp, string])[] = [
  [/time_?-?\s?d?out|timed out|deadline|\b(?:408|504)\b/i, "timeout"],
  [/rate_?-?\s?limit|too_?\s?many|throttl|quota|\b429\b/i, "rate_limit"],
  [/context_?-?\s?(?:length|window)|context_?overflow|too_?\s?long/i, "context_overflow"],
  [/content_?-?\s?(?:filter|policy)|guardrail|safety/i, "guardrail"],
];

/** Why an attempt failed, as a reason for demoting its request: `provider_error` when nothing tells. */
export function failureReason({ failure }: TierSpan): string {
  return REASONS.find(([pattern]) => pattern.test(failure ?? ""))?.[1] ?? "provider_error";
}
