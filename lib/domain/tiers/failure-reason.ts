import type { TierSpan } from "./attempts";

/** The attributes in which OpenTelemetry and its dialects name what went wrong. */
const ERROR_ATTRIBUTES = ["error.type", "exception.type", "http.response.status_code"];

const REASONS: readonly (readonly [RegExp, string])[] = [
  [/time_?-?\s?d?out|deadline|\b(?:408|504)\b/i, "timeout"],
  [/rate_?-?\s?limit|too_?many|throttl|quota|\b429\b/i, "rate_limit"],
  [/context_?-?(?:length|window)|context_?overflow|too_?long/i, "context_overflow"],
  [/content_?-?(?:filter|policy)|guardrail|safety/i, "guardrail"],
];

/** Why an attempt failed, as a reason for demoting its request: `provider_error` when nothing tells. */
export function failureReason({ attributes }: TierSpan): string {
  const said = ERROR_ATTRIBUTES.map((key) => String(attributes?.[key] ?? "")).join(" ");
  return REASONS.find(([pattern]) => pattern.test(said))?.[1] ?? "provider_error";
}
