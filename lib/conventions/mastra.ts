import { foldKind } from "@/lib/conventions/fold-kind";
import { asText, asTexts } from "@/lib/conventions/json";
import type { RawSpan } from "@/lib/conventions/raw-span";
import { textAt, valueAt } from "@/lib/conventions/readers";
import type { Decision, Json } from "@/lib/domain/span";

/** Mastra: GenAI attributes on the provider's call only, `mastra.<span type>.*` on all the rest. */
export const mastra = {
  kind: (span: RawSpan) => foldKind(span.attributes["mastra.span.type"]),
  input: (span: RawSpan) => ofType(span, "input"),
  output: (span: RawSpan) => ofType(span, "output"),
  sessionId: textAt("mastra.metadata.sessionId"),
  threadId: textAt("mastra.metadata.threadId"),
  userId: textAt("mastra.metadata.userId"),
  tierServed: textAt("mastra.metadata.tier"),
  tags: (span: RawSpan) => asTexts(span.attributes["mastra.tags"]),
  firstTokenAt: valueAt("mastra.completion_start_time"),

  /** Several steps may be chosen at once; they are one branch, named by all of them. */
  decision(span: RawSpan): Decision | undefined {
    const steps = asTexts(span.attributes["mastra.workflow_conditional.selected_steps"]);
    if (steps.length === 0) return undefined;
    return {
      point: span.name,
      branch: steps.join(","),
      options: null,
      runnerUp: null,
      margin: null,
    };
  },
};

function ofType(span: RawSpan, side: "input" | "output"): Json | undefined {
  const type = asText(span.attributes["mastra.span.type"]);
  return type === undefined ? undefined : valueAt(`mastra.${type}.${side}`)(span);
}
