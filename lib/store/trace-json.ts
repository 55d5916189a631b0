import { durationMs, type Span } from "@/lib/domain/span";
import type { StoredTrace } from "./trace-row";

/**
 * A whole trace as JSON text, `{ "trace": …, "spans": [ … ] }`, made span by span while it is being
 * read, so that a trace of any size needs little memory.
 */
export function traceJson(
  trace: StoredTrace,
  spans: AsyncIterable<Span>,
): ReadableStream<Uint8Array> {
  const texts = chunks(trace, spans);
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull: async (controller) => {
      const { done, value } = await texts.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    // A reader that goes away ends the reading of spans, too.
    cancel: async () => {
      await texts.return(undefined);
    },
  });
}

async function* chunks(trace: StoredTrace, spans: AsyncIterable<Span>): AsyncGenerator<string> {
  yield `{"trace":${JSON.stringify(trace)},"spans":[`;
  let separator = "";
  for await (const span of spans) {
    yield separator + JSON.stringify({ ...span, durationMs: durationMs(span) });
    separator = ",";
  }
  yield "]}";
}
