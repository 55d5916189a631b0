import { isClaudeCode } from "@/lib/conventions/claude-code";
import type { RawSpan } from "@/lib/conventions/raw-span";
import { answerOf } from "@/lib/conventions/reader-plan";
import { textInside } from "@/lib/conventions/readers";

/** By the first segment of a key, the dialect it belongs to. */
const BY_SEGMENT: ReadonlyMap<string, string> = new Map([
  ["tidemark", "tidemark"],
  ["gen_ai", "otel-gen-ai"],
  ["openinference", "openinference"],
  ["traceloop", "traceloop"],
  ["ai", "ai-sdk"],
  ["langfuse", "langfuse"],
  ["mastra", "mastra"],
  ["pydantic_ai", "pydantic-ai"],
  ["gcp", "google-adk"],
  ["litellm", "litellm"],
  ["crew_key", "crewai"],
  ["crew_id", "crewai"],
  ["openai_agents", "openai-agents"],
  ["anthropic", "anthropic-sdk"],
  ["mlflow", "mlflow"],
  ["lk", "livekit"],
  ["genkit", "genkit"],
  ["orq", "orq"],
  ["openrouter", "openrouter"],
  ["langsmith", "langsmith"],
]);

/** By a part of the instrumentation's name, for spans whose keys do not tell. */
const BY_SCOPE: readonly (readonly [RegExp, string])[] = [
  [/^ai$/, "ai-sdk"],
  [/openai[-_.]agents/, "openai-agents"],
  [/langchain/, "langchain"],
  [/crewai/i, "crewai"],
  [/pydantic[-_]ai/, "pydantic-ai"],
  [/^gcp\.vertex\.agent/, "google-adk"],
  [/^com\.anthropic\.sdk/, "anthropic-sdk"],
  [/litellm/i, "litellm"],
  [/langfuse/, "langfuse"],
  [/mastra/, "mastra"],
];

/** The dialects that a span shows, each once, in the order they are met. */
export function dialectsOf(span: RawSpan): readonly string[] {
  const byKeys = answerOf(dialectsOfKeys, span);
  const isOfClaude = isClaudeCode(span);
  const isOfGraph = answerOf(langgraphNode, span) !== undefined;
  if (!isOfClaude && !isOfGraph) return byKeys;
  const more = [...(isOfClaude ? ["claude-code"] : []), ...(isOfGraph ? ["langgraph"] : [])];
  return [...new Set([...byKeys, ...more])];
}

const langgraphNode = textInside("metadata", "langgraph_node");

function dialectsOfKeys(span: RawSpan): readonly string[] {
  const found = new Set<string>();
  for (const key of span.keys()) {
    const dialect = BY_SEGMENT.get(firstSegment(key));
    if (dialect !== undefined) found.add(dialect);
  }
  if (span.scope !== "") {
    for (const [pattern, dialect] of BY_SCOPE) if (pattern.test(span.scope)) found.add(dialect);
  }
  return [...found];
}

function firstSegment(key: string): string {
  const dot = key.indexOf(".");
  if (dot !== -1) return key.slice(0, dot);
  const colon = key.indexOf(":");
  return colon === -1 ? key : key.slice(0, colon);
}
