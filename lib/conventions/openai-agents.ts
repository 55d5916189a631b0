import { foldKind } from "@/lib/conventions/fold-kind";
import type { RawSpan } from "@/lib/conventions/raw-span";

/** The OpenAI Agents SDK; what its native exporter sends is renamed to these before it gets here. */
export const openAiAgents = {
  kind: (span: RawSpan) => foldKind(span.attributes["openai_agents.span.type"]),
};
