"use client";

import { useDeferredValue, useMemo, useRef, useState, useTransition } from "react";
import type { LaidOutTrace } from "./use-span-tree";

/** What the server found in contents; `isCut` when there is more than it tells. */
export type ContentMatches = { readonly spanIds: readonly string[]; readonly isCut: boolean };

export type TraceSearchState = {
  readonly text: string;
  readonly setText: (text: string) => void;
  /** Tree positions, ascending. */
  readonly matches: readonly number[];
  /** The server is still looking through contents. */
  readonly isPending: boolean;
  /** Why contents could not be searched, for the reader; null when they could. */
  readonly failure: string | null;
  readonly isCut: boolean;
};

type Found = ContentMatches & { readonly text: string; readonly failure: string | null };

const NOTHING: Found = { text: "", spanIds: [], isCut: false, failure: null };
/** Typing faster than this asks the server once. */
const PAUSE_MS = 250;

/**
 * Searches names at once and contents, which only the server has, after a pause in typing.
 *
 * @param address of the search inside this trace
 */
export function useTraceSearch(trace: LaidOutTrace, address: string): TraceSearchState {
  const [text, setTextState] = useState("");
  const [found, setFound] = useState<Found>(NOTHING);
  const [isPending, startTransition] = useTransition();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const request = useRef<AbortController>(undefined);

  const setText = (next: string) => {
    setTextState(next);
    clearTimeout(timer.current);
    request.current?.abort();
    if (next.trim() === "") return setFound(NOTHING);
    timer.current = setTimeout(() => {
      const abort = new AbortController();
      request.current = abort;
      startTransition(async () => {
        const answer = await searchContents(address, next, abort.signal);
        if (!abort.signal.aborted) startTransition(() => setFound(answer));
      });
    }, PAUSE_MS);
  };

  const names = useDeferredValue(text);
  const matches = useMemo(() => matchesOf(trace, names, found), [trace, names, found]);
  return { text, setText, matches, isPending, failure: found.failure, isCut: found.isCut };
}

async function searchContents(address: string, text: string, signal: AbortSignal): Promise<Found> {
  const failed = {
    ...NOTHING,
    text,
    failure: "Only names were searched: the server did not answer.",
  };
  try {
    const response = await fetch(`${address}?q=${encodeURIComponent(text)}`, { signal });
    if (!response.ok) return failed;
    // Our own route, in the same release.
    return { ...((await response.json()) as ContentMatches), text, failure: null };
  } catch {
    return failed;
  }
}

function matchesOf(trace: LaidOutTrace, text: string, found: Found): readonly number[] {
  const sought = text.trim().toLowerCase();
  if (sought === "") return [];
  const inContent = new Set(found.text === text ? found.spanIds : []);
  return trace.tree.nodes.flatMap(({ span }, position) => {
    const one = trace.spans[span];
    if (!one) return [];
    const isNamed = [one.name, one.toolName, one.modelServed, one.spanId].some((name) =>
      name?.toLowerCase().includes(sought),
    );
    return isNamed || inContent.has(one.spanId) ? [position] : [];
  });
}
