/** One way to send the first trace. */
export type Snippet = {
  readonly id: string;
  readonly title: string;
  /** The command that installs what the code needs, if anything. */
  readonly install: string | null;
  /** The code for a server at `origin` (no slash at the end) and a project's key. */
  readonly code: (target: { readonly origin: string; readonly key: string }) => string;
};

/** Ready to paste and run; the path `/v1/traces` is the one OTLP fixes. */
export const SNIPPETS: readonly Snippet[] = [
  {
    id: "typescript",
    title: "TypeScript",
    install:
      "npm install @opentelemetry/api @opentelemetry/sdk-node @opentelemetry/exporter-trace-otlp-proto",
    code: ({ origin, key }) => `import { trace } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { NodeSDK } from "@opentelemetry/sdk-node";

const sdk = new NodeSDK({
  serviceName: "my-assistant",
  traceExporter: new OTLPTraceExporter({
    url: "${origin}/v1/traces",
    headers: { Authorization: "Bearer ${key}" },
  }),
});
sdk.start();

trace.getTracer("my-assistant").startActiveSpan("chat gpt-4o", (span) => {
  span.setAttributes({
    "gen_ai.operation.name": "chat",
    "gen_ai.request.model": "gpt-4o",
    "gen_ai.response.model": "gpt-4o-2024-11-20",
    "gen_ai.usage.input_tokens": 12,
    "gen_ai.usage.output_tokens": 5,
  });
  span.end();
});
await sdk.shutdown();`,
  },
  {
    id: "python",
    title: "Python",
    install: "pip install opentelemetry-sdk opentelemetry-exporter-otlp-proto-http",
    code: ({ origin, key }) => `from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

provider = TracerProvider()
provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(
    endpoint="${origin}/v1/traces",
    headers={"Authorization": "Bearer ${key}"},
)))
trace.set_tracer_provider(provider)

with trace.get_tracer("my-assistant").start_as_current_span("chat gpt-4o") as span:
    span.set_attribute("gen_ai.operation.name", "chat")
    span.set_attribute("gen_ai.request.model", "gpt-4o")
    span.set_attribute("gen_ai.response.model", "gpt-4o-2024-11-20")
    span.set_attribute("gen_ai.usage.input_tokens", 12)
    span.set_attribute("gen_ai.usage.output_tokens", 5)

provider.shutdown()`,
  },
  {
    id: "vercel",
    title: "Vercel AI SDK",
    install:
      "npm install ai @ai-sdk/openai @ai-sdk/otel @opentelemetry/sdk-node @opentelemetry/exporter-trace-otlp-proto",
    code: ({ origin, key }) => `import { openai } from "@ai-sdk/openai";
import { OpenTelemetry } from "@ai-sdk/otel";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { NodeSDK } from "@opentelemetry/sdk-node";
import { generateText, registerTelemetry } from "ai";

const sdk = new NodeSDK({
  traceExporter: new OTLPTraceExporter({
    url: "${origin}/v1/traces",
    headers: { Authorization: "Bearer ${key}" },
  }),
});
sdk.start();
registerTelemetry(new OpenTelemetry());

await generateText({ model: openai("gpt-4o"), prompt: "Why is the sea salty?" });
// Before version 7: leave out @ai-sdk/otel and pass experimental_telemetry: { isEnabled: true }.

await sdk.shutdown();`,
  },
  {
    id: "langchain",
    title: "LangChain",
    install:
      "pip install langchain-openai openinference-instrumentation-langchain opentelemetry-sdk opentelemetry-exporter-otlp-proto-http",
    code: ({ origin, key }) => `from langchain_openai import ChatOpenAI
from openinference.instrumentation.langchain import LangChainInstrumentor
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

provider = TracerProvider()
provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(
    endpoint="${origin}/v1/traces",
    headers={"Authorization": "Bearer ${key}"},
)))
LangChainInstrumentor().instrument(tracer_provider=provider)

print(ChatOpenAI(model="gpt-4o").invoke("Why is the sea salty?").content)
provider.shutdown()`,
  },
  {
    id: "curl",
    title: "curl",
    install: null,
    code: ({ origin, key }) => `now=$(date -u +%Y-%m-%dT%H:%M:%SZ)
curl ${origin}/api/v1/traces \\
  -H "Authorization: Bearer ${key}" \\
  -H "Content-Type: application/json" \\
  -d '{ "spans": [{
    "traceId": "'$(od -An -N16 -tx1 /dev/urandom | tr -d ' \\n')'",
    "spanId": "'$(od -An -N8 -tx1 /dev/urandom | tr -d ' \\n')'",
    "name": "chat gpt-4o", "kind": "llm",
    "startedAt": "'$now'", "endedAt": "'$now'",
    "model": { "requested": "gpt-4o", "served": "gpt-4o-2024-11-20" },
    "usage": { "inputTokens": 12, "outputTokens": 5 },
    "input": "Why is the sea salty?", "output": "Rivers carry salts into it." }] }'`,
  },
];
