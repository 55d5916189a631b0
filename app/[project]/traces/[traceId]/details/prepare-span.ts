import { formatDuration } from "@/components/format";
import type { Span, SpanEvent } from "@/lib/domain/span";
import { prepareFacts, prepareHeadline } from "./prepare-facts";
import { prepareSections } from "./prepare-sections";
import type { EventView, SpanView } from "./span-view";

/** A whole span as its details show it. */
export function prepareSpan(span: Span): SpanView {
  return {
    spanId: span.spanId,
    name: span.name,
    kind: span.kind,
    hasError: span.status.code === "error",
    errorMessage: span.status.message,
    warnings: warningsOf(span),
    headline: prepareHeadline(span),
    sections: prepareSections(span),
    factGroups: prepareFacts(span),
    events: span.events.map((event) => prepareEvent(event, span.startedAt)),
    links: span.links,
    attributes: span.attributes,
    resource: span.resource,
  };
}

function warningsOf({ clockSuspect, droppedCount, finishReason }: Span): string[] {
  const warnings: string[] = [];
  if (clockSuspect) {
    warnings.push("The sender's clock was wrong here, so start and duration cannot be trusted.");
  }
  if (droppedCount > 0) {
    const what =
      droppedCount === 1
        ? "1 attribute, event or link"
        : `${droppedCount} attributes, events or links`;
    warnings.push(
      `The sender's exporter dropped ${what} before sending; raise its limits to keep them.`,
    );
  }
  if (finishReason === "length") {
    warnings.push("The answer was cut off at the output token limit.");
  }
  return warnings;
}

function prepareEvent({ name, at, attributes }: SpanEvent, startedAt: Date): EventView {
  const ms = at.getTime() - startedAt.getTime();
  return {
    name,
    at: at.toISOString(),
    offset: ms < 0 ? `${formatDuration(-ms)} before the start` : `+${formatDuration(ms)}`,
    attributes,
  };
}
