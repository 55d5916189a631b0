import { durationMs, type Span } from "@/lib/domain/span";
import type { StoredScore } from "./scores";
import type { StoredTrace } from "./trace-row";

/** Characters sent at once: a span by itself costs more to pass on than to write. */
const CHUNK_CHARACTERS = 64 * 1024;

/**
 * A whole trace as JSON text, `{ "trace": …, "scores": [ … ], "spans": [ … ] }`, made span by span while it is being
 * read, so that a trace of any size needs little memory. `trace` is null until it has been derived.
 */
export function traceJson(
  trace: StoredTrace | null,
  scores: readonly StoredScore[],
  spans: AsyncIterable<Span>,
): ReadableStream<Uint8Array> {
  const texts = chunks(trace, scores, spans);
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

async function* chunks(
  trace: StoredTrace | null,
  scores: readonly StoredScore[],
  spans: AsyncIterable<Span>,
): AsyncGenerator<string> {
  let text = `{"trace":${JSON.stringify(trace)},"scores":${JSON.stringify(scores)},"spans":[`;
  let separator = "";
  for await (const span of spans) {
    text += separator + JSON.stringify({ ...span, durationMs: durationMs(span) });
    separator = ",";
    if (text.length < CHUNK_CHARACTERS) continue;
    yield text;
    text = "";
  }
  yield `${text}]}`;
}
