import { isObject } from "@/lib/conventions/json";
import type { RawSpan, Reader } from "@/lib/conventions/raw-span";
import { textAt, valueAt } from "@/lib/conventions/readers";
import type { Json } from "@/lib/domain/span";

/** Google's Agent Development Kit, which writes `{}` where it has nothing to say. */
export const googleAdk = {
  input: filledValueAt("gcp.vertex.agent.llm_request"),
  output: filledValueAt("gcp.vertex.agent.llm_response"),
  toolArguments: filledValueAt("gcp.vertex.agent.tool_call_args"),
  toolResult: filledValueAt("gcp.vertex.agent.tool_response"),
  sessionId: textAt("gcp.vertex.agent.session_id"),

  /** Whether the span only sums up tool calls that have spans of their own. */
  isMergedTools: (span: RawSpan) =>
    span.name.includes("(merged tools)") ||
    span.attributes["gen_ai.tool.name"] === "(merged tools)",
};

function filledValueAt(key: string): Reader<Json> {
  const reader = valueAt(key);
  return (span) => {
    const value = reader(span);
    return isObject(value) && Object.keys(value).length === 0 ? undefined : value;
  };
}
