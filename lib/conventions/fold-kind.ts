import { asText } from "@/lib/conventions/json";
import type { Json, SpanKind } from "@/lib/domain/span";

const NAMES: { readonly [kind in SpanKind]: readonly string[] } = {
  agent: ["agent", "invoke_agent", "create_agent", "interaction", "agent_run"],
  llm: [
    "llm",
    "generation",
    "chat",
    "chat_model",
    "completion",
    "text_completion",
    "generate_content",
    "model",
    "model_inference",
    "llm_generation",
    "llm_request",
    "response",
    "speech",
    "transcription",
  ],
  tool: [
    "tool",
    "execute_tool",
    "tool_call",
    "mcp_tool_call",
    "client_tool_call",
    "provider_tool_call",
    "function",
  ],
  retrieval: ["retriever", "retrieval", "reranker", "rerank", "rag_vector_operation"],
  embedding: ["embedding", "embeddings", "embedder", "rag_embedding"],
  decision: ["workflow_conditional", "workflow_conditional_eval", "handoff"],
  guardrail: ["guardrail", "guardrail.run", "processor_run"],
  evaluator: ["evaluator", "scorer_run", "scorer_step"],
  memory: [
    "create_memory",
    "update_memory",
    "upsert_memory",
    "delete_memory",
    "search_memory",
    "create_memory_store",
    "delete_memory_store",
    "memory_operation",
    "memory",
  ],
  chain: [
    "chain",
    "span",
    "event",
    "prompt",
    "parser",
    "plan",
    "fetch_response",
    "workflow",
    "task",
    "turn",
    "custom",
    "mcp_tools",
    "flow",
    "action",
    "util",
    "invoke_workflow",
    "agent_step",
    "workflow_run",
    "workflow_step",
    "workflow_parallel",
    "workflow_loop",
    "workflow_sleep",
    "workflow_wait_event",
    "model_generation",
    "model_step",
    "model_chunk",
    "llm_chunk",
    "generic",
    "tool.blocked_on_user",
    "tool.execution",
  ],
};

const KINDS: ReadonlyMap<string, SpanKind> = new Map(
  Object.entries(NAMES).flatMap(([kind, names]) =>
    // Object.entries widens the keys of NAMES, which are exactly the kinds.
    names.map((name): [string, SpanKind] => [name, kind as SpanKind]),
  ),
);

/** The kind a dialect's own word for it means; undefined for words without a known meaning. */
export function foldKind(word: Json | undefined): SpanKind | undefined {
  const text = asText(word);
  return text === undefined ? undefined : KINDS.get(text.toLowerCase());
}
