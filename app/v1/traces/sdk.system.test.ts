import { SpanStatusCode, trace } from "@opentelemetry/api";
import { OTLPTraceExporter as JsonExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { OTLPTraceExporter as ProtobufExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { NodeSDK } from "@opentelemetry/sdk-node";
import { afterEach, expect, it } from "vitest";
import { runningApp } from "@/test/running-app";

const app = runningApp();

afterEach(() => trace.disable());

it.each([
  ["JSON", JsonExporter],
  ["protobuf", ProtobufExporter],
])("takes what OpenTelemetry's own SDK exports as %s", async (_, Exporter) => {
  const key = await app().keyOf("sdk");
  const sdk = new NodeSDK({
    serviceName: "support",
    autoDetectResources: false,
    traceExporter: new Exporter({
      url: `${app().address}/v1/traces`,
      headers: { authorization: `Bearer ${key}` },
    }),
  });
  sdk.start();
  const tracer = trace.getTracer("app", "1.2.3");
  const traceId = tracer.startActiveSpan("invoke_agent support", (agent) => {
    agent.setAttributes({
      "gen_ai.operation.name": "invoke_agent",
      "gen_ai.conversation.id": "chat-1",
    });
    tracer.startActiveSpan("chat gpt-4o", (call) => {
      call.setAttributes({
        "gen_ai.operation.name": "chat",
        "gen_ai.request.model": "gpt-4o",
        "gen_ai.response.model": "gpt-4o-2024-08-06",
        "gen_ai.usage.input_tokens": 12,
        "gen_ai.response.finish_reasons": ["stop"],
      });
      call.recordException(new Error("flaky"));
      call.setStatus({ code: SpanStatusCode.ERROR, message: "flaky" });
      call.end();
    });
    agent.end();
    return agent.spanContext().traceId;
  });
  await sdk.shutdown();

  // Both may start within one tick of the clock, so their order says nothing.
  const spans = await app().spansOf(key, traceId);
  const agent = spans.find((span) => span.parentId === null);
  const call = spans.find((span) => span.parentId !== null);
  expect(agent).toMatchObject({
    kind: "agent",
    sessionId: "chat-1",
    resource: { "service.name": "support" },
  });
  expect(call).toMatchObject({
    kind: "llm",
    parentId: agent?.spanId,
    model: { requested: "gpt-4o", served: "gpt-4o-2024-08-06" },
    usage: { inputTokens: 12 },
    finishReason: "stop",
    status: { code: "error", message: "flaky" },
    scope: { name: "app", version: "1.2.3" },
    events: [{ name: "exception" }],
  });
});
