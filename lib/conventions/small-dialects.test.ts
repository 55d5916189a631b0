import { describe, expect, it } from "vitest";
import { normalised, saying } from "@/test/raw-span";

describe("Anthropic SDK", () => {
  it("reads a call", () => {
    const span = normalised(
      {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "anthropic",
        "gen_ai.request.model": "claude-sonnet-5",
        "gen_ai.response.model": "claude-sonnet-5-20260101",
        "anthropic.message.stop_reason": "tool_use",
        "anthropic.response.service_tier": "standard",
        "gen_ai.usage.input_tokens": 50,
        "gen_ai.usage.output_tokens": 7,
        "gen_ai.usage.cache_read.input_tokens": 20,
        "gen_ai.usage.cache_write.input_tokens": 10,
      },
      { name: "anthropic.messages.create", scope: "com.anthropic.sdk.typescript" },
    );
    expect(span).toMatchObject({
      kind: "llm",
      provider: "anthropic",
      finishReason: "tool_calls",
      usage: { inputTokens: 50, cachedInputTokens: 20, cacheWriteInputTokens: 10 },
      tier: null,
      input: null,
    });
    expect(span.dialects).toContain("anthropic-sdk");
  });

  it("reads a custom tool by its span's name", () => {
    const span = normalised({}, { name: "anthropic.custom_tool_use get_order" });
    expect(span).toMatchObject({ kind: "tool", tool: { name: "get_order" } });
  });

  it("does not take the tool runner for one of the calls it makes", () => {
    const span = normalised(
      { "gen_ai.request.model": "claude-sonnet-5" },
      { name: "anthropic.messages.tool_runner" },
    );
    expect(span.kind).toBe("agent");
  });
});

describe("Pydantic AI", () => {
  it("reads an agent's run", () => {
    const span = normalised(
      {
        "gen_ai.operation.name": "invoke_agent",
        agent_name: "support",
        "operation.cost": 0.0004,
        "pydantic_ai.all_messages": JSON.stringify([
          { role: "user", parts: [{ type: "text", content: "hi" }] },
        ]),
        final_result: "hello",
      },
      { scope: "pydantic-ai" },
    );
    expect(span).toMatchObject({
      kind: "agent",
      agent: "support",
      costUsd: 0.0004,
      input: [saying("user", "hi")],
      output: "hello",
    });
    expect(span.dialects).toContain("pydantic-ai");
  });

  it("reads a tool's flat keys", () => {
    const span = normalised({
      "gen_ai.tool.name": "get_order",
      "gen_ai.tool.call.id": "c1",
      tool_arguments: '{"id":"A-1"}',
      tool_response: "delivered",
    });
    expect(span).toMatchObject({
      kind: "tool",
      tool: { callId: "c1", arguments: { id: "A-1" }, result: "delivered" },
    });
  });

  it("reads the offered tools and the old list of events", () => {
    const span = normalised({
      "gen_ai.request.model": "gpt-4o",
      model_request_parameters: JSON.stringify({
        function_tools: [
          { name: "f", description: "d", parameters_json_schema: { type: "object" } },
        ],
      }),
      events: JSON.stringify([
        { "event.name": "gen_ai.system.message", role: "system", content: "Be brief" },
        { "event.name": "gen_ai.user.message", role: "user", content: "hi" },
        {
          "event.name": "gen_ai.choice",
          index: 0,
          message: { role: "assistant", content: "hello" },
        },
      ]),
    });
    expect(span.tool?.definitions).toEqual([
      { name: "f", description: "d", parameters: { type: "object" } },
    ]);
    expect(span.input).toEqual([saying("system", "Be brief"), saying("user", "hi")]);
    expect(span.output).toEqual([saying("assistant", "hello")]);
  });
});

describe("Google ADK", () => {
  it("reads a call in Google's own shapes", () => {
    const span = normalised(
      {
        "gen_ai.system": "gcp.vertex.agent",
        "gen_ai.request.model": "gemini-2.5-flash",
        "gcp.vertex.agent.session_id": "s1",
        "gcp.vertex.agent.llm_request": JSON.stringify({
          model: "gemini-2.5-flash",
          config: { system_instruction: "Be brief" },
          contents: [{ role: "user", parts: [{ text: "hi" }] }],
        }),
        "gcp.vertex.agent.llm_response": JSON.stringify({
          content: { role: "model", parts: [{ function_call: { id: "f1", name: "f", args: {} } }] },
        }),
        "gen_ai.response.finish_reasons": ["MAX_TOKENS"],
      },
      { name: "call_llm", scope: "gcp.vertex.agent" },
    );
    expect(span).toMatchObject({ kind: "llm", sessionId: "s1", finishReason: "length" });
    expect(span.input).toEqual([saying("system", "Be brief"), saying("user", "hi")]);
    expect(span.output).toEqual([
      { role: "assistant", parts: [{ type: "tool_call", id: "f1", name: "f", arguments: {} }] },
    ]);
  });

  it("takes {} and <not specified> for nothing said", () => {
    const span = normalised({
      "gen_ai.operation.name": "execute_tool",
      "gen_ai.tool.name": "f",
      "gen_ai.tool.call.id": "<not specified>",
      "gcp.vertex.agent.tool_call_args": "{}",
      "gcp.vertex.agent.tool_response": "{}",
      "gcp.vertex.agent.llm_request": "{}",
    });
    expect(span.tool).toMatchObject({ name: "f", callId: null, arguments: null, result: null });
    expect(span.input).toBeNull();
  });

  it("does not take the merged tools for a tool", () => {
    const span = normalised(
      { "gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "(merged tools)" },
      { name: "execute_tool (merged tools)" },
    );
    expect(span).toMatchObject({ kind: "chain", tool: null });
  });
});

describe("OpenAI Agents through OpenInference", () => {
  it("reads the target of a handoff from the span's name", () => {
    const scope = "@arizeai/openinference-instrumentation-openai-agents";
    const span = normalised(
      { "openinference.span.kind": "CHAIN" },
      { name: "handoff to billing", scope },
    );
    expect(span).toMatchObject({
      kind: "decision",
      decision: { point: "handoff", branch: "billing" },
    });
    expect(span.dialects).toEqual(["openinference", "openai-agents"]);
  });
});

describe("LiteLLM", () => {
  it("tells the group asked for from the deployment that answered", () => {
    const span = normalised({
      "gen_ai.operation.name": "chat",
      "gen_ai.request.model": "smart",
      "litellm.provider.model": "azure/gpt-4o",
      "litellm.cost.total": 0.01,
      "litellm.routing.tier": "complex",
      "litellm.routing.cause": "complexity",
      "gen_ai.tool.0.name": "f",
      "gen_ai.tool.0.description": "d",
      "gen_ai.tool.0.parameters": '{"type":"object"}',
    });
    expect(span).toMatchObject({
      model: { requested: "smart", served: "azure/gpt-4o" },
      costUsd: 0.01,
      tier: { served: "complex", reason: "complexity" },
    });
    expect(span.tool?.definitions).toEqual([
      { name: "f", description: "d", parameters: { type: "object" } },
    ]);
    expect(span.dialects).toContain("litellm");
  });
});

describe("CrewAI", () => {
  it("knows an agent by its role", () => {
    const span = normalised({
      "openinference.span.kind": "AGENT",
      crew_key: "k",
      agent_role: "Researcher",
      "input.value": "task",
    });
    expect(span).toMatchObject({ kind: "agent", agent: "Researcher", input: "task" });
    expect(span.dialects).toEqual(["openinference", "crewai"]);
  });
});

describe("Claude Code", () => {
  it("adds the cached tokens that it counts apart", () => {
    const span = normalised(
      {
        "span.type": "llm_request",
        model: "claude-opus-5",
        input_tokens: 12,
        output_tokens: 34,
        cache_read_tokens: 1000,
        cache_creation_tokens: 200,
        ttft_ms: 450,
        stop_reason: "end_turn",
        success: true,
      },
      { name: "claude_code.llm_request" },
    );
    expect(span).toMatchObject({
      kind: "llm",
      model: { requested: "claude-opus-5", served: null },
      usage: {
        inputTokens: 1212,
        cachedInputTokens: 1000,
        cacheWriteInputTokens: 200,
        outputTokens: 34,
      },
      timeToFirstTokenMs: 450,
      finishReason: "stop",
      status: { code: "ok" },
      source: null,
      dialects: ["claude-code"],
    });
  });

  it("reads a tool and the decision to let it run", () => {
    const tool = normalised(
      { tool_name: "Bash", tool_use_id: "t1", success: "false" },
      { name: "claude_code.tool" },
    );
    expect(tool).toMatchObject({
      kind: "tool",
      tool: { name: "Bash", callId: "t1" },
      status: { code: "error" },
    });
    const permission = normalised(
      { decision: "accept", source: "config" },
      { name: "claude_code.tool.blocked_on_user" },
    );
    expect(permission).toMatchObject({
      kind: "decision",
      decision: { point: "tool_permission", branch: "accept" },
    });
  });

  it("leaves the same bare words alone on other spans", () => {
    const span = normalised({ model: "T", input_tokens: 5, decision: "yes", success: false });
    expect(span).toMatchObject({ kind: "chain", model: null, usage: null, decision: null });
    expect(span.status.code).toBe("ok");
  });
});

describe("others", () => {
  it("reads MLflow's quoted values and Genkit's subtype", () => {
    const mlflow = normalised({
      "mlflow.spanType": '"TOOL"',
      "mlflow.spanInputs": '{"a":1}',
      "mlflow.spanOutputs": '"done"',
    });
    expect(mlflow).toMatchObject({ kind: "tool", input: { a: 1 }, output: "done" });
    expect(normalised({ "genkit:metadata:subtype": "model" }).kind).toBe("llm");
    expect(normalised({ "lk.input_text": "hello" }).input).toBe("hello");
  });

  it("reads Codex's keys", () => {
    const span = normalised({ tool_name: "shell", call_id: "c1", "conversation.id": "k" });
    expect(span.sessionId).toBe("k");
  });
});
