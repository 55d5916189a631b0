import type { RawSpan } from "@/lib/conventions/raw-span";
import { textAt } from "@/lib/conventions/readers";
import type { SpanKind } from "@/lib/domain/span";

const TOOL_SPAN = "anthropic.custom_tool_use";

/** The spans that Anthropic's own client makes; their attributes are otherwise OpenTelemetry's. */
export const anthropicSdk = {
  kind(span: RawSpan): SpanKind | undefined {
    if (span.name.startsWith(TOOL_SPAN)) return "tool";
    // The loop around the calls repeats their model, and must not count as one of them.
    return /^anthropic\..*tool_runner/.test(span.name) ? "agent" : undefined;
  },
  toolName(span: RawSpan): string | undefined {
    const rest = span.name.startsWith(`${TOOL_SPAN} `) ? span.name.slice(TOOL_SPAN.length + 1) : "";
    return rest.trim() === "" ? undefined : rest.trim();
  },
  finishReason: textAt("anthropic.message.stop_reason"),
};
