import { foldKind } from "@/lib/conventions/fold-kind";
import { handoffTo } from "@/lib/conventions/otel-gen-ai";
import type { RawSpan } from "@/lib/conventions/raw-span";
import type { Decision } from "@/lib/domain/span";

const SCOPE = /openai[-_.]agents/;
const HANDOFF = /^handoff to (.+)$/i;

/**
 * The OpenAI Agents SDK: through OpenInference's instrumentation, or through its own exporter,
 * whose items are renamed to attributes before they get here.
 */
export const openAiAgents = {
  kind: (span: RawSpan) => foldKind(span.attributes["openai_agents.span.type"]),

  /** OpenInference tells of a handoff only in the span's name. */
  decision(span: RawSpan): Decision | undefined {
    if (!SCOPE.test(span.scope)) return undefined;
    const target = HANDOFF.exec(span.name)?.[1];
    return target === undefined ? undefined : handoffTo(target);
  },
};
