import type { SpanView } from "./span-view";

/** The details of a span, or in one sentence why they cannot be shown. */
export type SpanAnswer =
  | { readonly ok: true; readonly view: SpanView }
  | { readonly ok: false; readonly problem: string };

export type SpanCache = {
  /** At once when the details are here already, so that nothing flickers. */
  readonly read: (spanId: string) => SpanAnswer | Promise<SpanAnswer>;
  readonly forget: (spanId: string) => void;
};

/** Enough to go back and forth; a span's content may be megabytes. */
const CAPACITY = 50;

/**
 * Details of the spans a reader has looked at, each fetched once.
 *
 * @param address where a trace's spans are, without a slash at the end
 */
export function createSpanCache(address: string, initial: SpanView): SpanCache {
  const answers = new Map<string, SpanAnswer | Promise<SpanAnswer>>();
  answers.set(initial.spanId, { ok: true, view: initial });
  const load = async (spanId: string) => {
    const answer = await fetchSpan(`${address}/${encodeURIComponent(spanId)}`);
    if (answers.has(spanId)) answers.set(spanId, answer);
    return answer;
  };
  return {
    read: (spanId) => {
      const known = answers.get(spanId) ?? load(spanId);
      // Taken out and put back, the entries stand in order of last use.
      answers.delete(spanId);
      answers.set(spanId, known);
      const oldest = answers.keys().next();
      if (answers.size > CAPACITY && !oldest.done) answers.delete(oldest.value);
      return known;
    },
    forget: (spanId) => answers.delete(spanId),
  };
}

async function fetchSpan(address: string): Promise<SpanAnswer> {
  try {
    const response = await fetch(address);
    // Our own route, in the same release.
    if (response.ok) return { ok: true, view: (await response.json()) as SpanView };
    if (response.status === 401)
      return { ok: false, problem: "You are signed out; sign in again." };
    if (response.status === 404) return { ok: false, problem: "This span is no longer stored." };
    return { ok: false, problem: `The server answered with status ${response.status}.` };
  } catch {
    return { ok: false, problem: "The server cannot be reached." };
  }
}
