/** What a demotion's reason is called when it is counted; any other reason keeps its own name. */
const WORDS: Readonly<Record<string, string>> = {
  timeout: "timeouts",
  rate_limit: "rate limits",
  provider_error: "provider errors",
  budget: "budget demotions",
  guardrail: "guardrail demotions",
  complexity: "complexity demotions",
  latency: "latency demotions",
  context_overflow: "context overflows",
  capability: "capability demotions",
  experiment: "experiments",
  manual: "manual demotions",
  cache: "cache answers",
  unknown: "demotions without a reason",
};

const TIER_PREFIX = "tier:";

/** Parts that a counter was found to count, as a list in words: `timeouts and rate limits`. */
export function partsText(parts: readonly string[]): string {
  const words = parts.map((part) =>
    part.startsWith(TIER_PREFIX)
      ? `requests served by ${part.slice(TIER_PREFIX.length)}`
      : (WORDS[part] ?? part),
  );
  return new Intl.ListFormat("en-GB", { type: "conjunction" }).format(words);
}
