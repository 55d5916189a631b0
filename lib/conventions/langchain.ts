import { plainResponse } from "@/lib/conventions/fold-part";
import { asArray, asObject, asText, asTexts, isObject, valueIn } from "@/lib/conventions/json";
import type { RawSpan } from "@/lib/conventions/raw-span";
import { textInside } from "@/lib/conventions/readers";
import type { Decision, Json, JsonObject } from "@/lib/domain/span";

const MESSAGE = ["generations", 0, 0, "message"] as const;
/** A router answers with a node's name; prose is an ordinary step's output. */
const NODE_NAME = /^[^\s{}[\]"]{1,128}$/;

/** LangChain and LangGraph, as OpenInference's instrumentation writes them. */
export const langchain = {
  modelServed: textInside("output.value", ...MESSAGE, "kwargs", "response_metadata", "model_name"),
  fingerprint: textInside(
    "output.value",
    ...MESSAGE,
    "kwargs",
    "response_metadata",
    "system_fingerprint",
  ),
  finishReason: textInside("output.value", "generations", 0, 0, "generationInfo", "finish_reason"),
  provider: textInside("metadata", "ls_provider"),
  sessionId: textInside("metadata", "thread_id"),
  toolCallId: (span: RawSpan) => asText(toolMessage(span)?.["tool_call_id"]),

  /** What the tool gave back, out of the serialised message that carries it to the model. */
  toolResult(span: RawSpan): Json | undefined {
    const message = toolMessage(span);
    return message && plainResponse(message["content"]);
  },

  /** A conditional edge of a graph: its output is the node, or the nodes, that come next. */
  decision(span: RawSpan): Decision | undefined {
    const node = textInside("metadata", "langgraph_node")(span);
    if (node !== undefined && span.name === node) return triggered(span, node);
    if (span.name !== "RunnableLambda" && !span.name.startsWith("Branch<")) return undefined;
    const branch = node === undefined ? undefined : nodeNames(span);
    if (node === undefined || branch === undefined) return undefined;
    return { point: node, branch, options: null, runnerUp: null, margin: null };
  },
};

/** Until LangGraph 0.3 a node's own trigger names its edge: `branch:from:router:to`. */
function triggered(span: RawSpan, node: string): Decision | undefined {
  const triggers = asTexts(valueIn(span.json("metadata") ?? null, "langgraph_triggers"));
  for (const trigger of triggers) {
    const [kind, from, router, to] = trigger.split(":");
    if (kind !== "branch" || !from || !router || to !== node) continue;
    return { point: from, branch: node, options: null, runnerUp: null, margin: null };
  }
  return undefined;
}

function nodeNames(span: RawSpan): string | undefined {
  const output = span.attributes["output.value"];
  if (typeof output === "string" && NODE_NAME.test(output)) return output;
  const json = span.json("output.value");
  const list = asArray(json) ?? [json ?? null];
  const names = list.flatMap((item) => (typeof item === "string" ? item : []));
  const areNames = names.length === list.length && names.every((name) => NODE_NAME.test(name));
  return areNames && names.length > 0 ? names.join(",") : undefined;
}

function toolMessage(span: RawSpan): JsonObject | undefined {
  const output = asObject(span.json("output.value"));
  if (!output) return undefined;
  const inner = asObject(output["output"]) ?? output;
  if (isToolMessage(inner)) return asObject(inner["kwargs"]) ?? inner;
  return undefined;
}

function isToolMessage(value: Json | undefined): boolean {
  if (!isObject(value)) return false;
  const className = asText(asArray(value["id"])?.at(-1));
  if (className?.startsWith("ToolMessage")) return isObject(value["kwargs"]);
  return value["type"] === "tool" && valueIn(value, "content") !== undefined;
}
