import type { Checkpoints } from "@/lib/domain/checkpoints";
import {
  findNeighbourhood,
  hitBalls,
  type Neighbourhood,
} from "@/lib/domain/text-vectors/neighbours";
import { packVectors } from "@/lib/domain/text-vectors/pack-vectors";
import { wordsOf } from "@/lib/domain/text-vectors/text-features";
import { type VectorSet, vectoriseTexts } from "@/lib/domain/text-vectors/vectorise";
import type { CaseFact, StalenessFacts, TextFact, WeekFact } from "./staleness-inputs";

/** Neighbours that span a request's ball. */
export const NEIGHBOURS = 5;
/** Fewer different texts span balls that say nothing. */
const FEWEST_TEXTS = 50;

/** Different production texts, with how many requests each stands for. */
export type DistinctText = TextFact & {
  /** Sum of the weights of all that said the same. */
  readonly requests: number;
};

/** Production and cases as vectors, and what lies in whose ball. */
export type Likeness = {
  readonly texts: readonly DistinctText[];
  readonly production: VectorSet;
  readonly balls: Neighbourhood;
  readonly weeks: readonly { readonly window: WeekFact["window"]; readonly vectors: VectorSet }[];
  /** Of the cases that have a text, in their order. */
  readonly cases: VectorSet;
  /** By case: its place in `cases`; −1 without a text. */
  readonly placeOf: Int32Array;
  /** By place in `cases`: in how many balls it lies, and the text that is nearest to it. */
  readonly ballsOf: Uint32Array;
  readonly nearestOf: Int32Array;
  /** By suite and text: 1 when the text's ball holds one of the suite's cases. */
  readonly coveredBy: ReadonlyMap<string, Uint8Array>;
};

/** Requests that say the same words count as one text: bots and retries would otherwise make up kinds. */
export function distinctTexts(texts: readonly TextFact[]): DistinctText[] {
  const found = new Map<string, TextFact & { requests: number }>();
  for (const text of texts) {
    const words = wordsOf(text.text).join(" ");
    if (words === "") continue;
    const known = found.get(words);
    if (known) known.requests += text.weight;
    else found.set(words, { ...text, requests: text.weight });
  }
  return [...found.values()];
}

/** Compares cases with production as texts. Null when production says too little for that. */
export function* compareTexts(
  facts: StalenessFacts,
  cases: readonly CaseFact[],
): Checkpoints<Likeness | null> {
  const texts = distinctTexts(facts.texts);
  if (texts.length < FEWEST_TEXTS) return null;
  const weeks = facts.weeks.map((week) => ({ ...week, texts: distinctTexts(week.texts) }));
  const withText = cases.flatMap(({ text }, index) =>
    text !== null && wordsOf(text).length > 0 ? [{ text, index }] : [],
  );
  const all = yield* vectorsOf(facts, [
    ...texts.map(({ text }) => text),
    ...weeks.flatMap((week) => week.texts.map(({ text }) => text)),
    ...withText.map(({ text }) => text),
  ]);
  const take = taker(all);
  const production = take(texts.length);
  const weekly = weeks.map(({ window, texts: said }) => ({ window, vectors: take(said.length) }));
  const caseVectors = take(withText.length);
  const balls = yield* findNeighbourhood(production, NEIGHBOURS);
  const placeOf = new Int32Array(cases.length).fill(-1);
  for (const [place, { index }] of withText.entries()) placeOf[index] = place;
  const suites = withText.map(({ index }) => cases[index]?.suite ?? "");
  const hits = yield* hitBySuite(production, balls, caseVectors, suites);
  return { texts, production, balls, weeks: weekly, cases: caseVectors, placeOf, ...hits };
}

/** All from one maker: an endpoint's, or our own. */
function* vectorsOf({ vectors }: StalenessFacts, texts: readonly string[]): Checkpoints<VectorSet> {
  if (vectors === null) return yield* vectoriseTexts(texts);
  return packVectors(texts.map((text) => vectors.byText.get(text) ?? []));
}

/** @param suites by case; those of one suite stand together */
function* hitBySuite(
  production: VectorSet,
  balls: Neighbourhood,
  cases: VectorSet,
  suites: readonly string[],
): Checkpoints<Pick<Likeness, "ballsOf" | "nearestOf" | "coveredBy">> {
  const ballsOf = new Uint32Array(cases.count);
  const nearestOf = new Int32Array(cases.count);
  const coveredBy = new Map<string, Uint8Array>();
  for (const suite of new Set(suites)) {
    const from = suites.indexOf(suite);
    const count = suites.lastIndexOf(suite) + 1 - from;
    const hits = yield* hitBalls(production, balls, slice(cases, from, count));
    ballsOf.set(hits.ballsOfOther, from);
    nearestOf.set(hits.nearest, from);
    coveredBy.set(suite, hits.isHit);
  }
  return { ballsOf, nearestOf, coveredBy };
}

/** Cuts a set into parts, one after the other. */
function taker(all: VectorSet): (count: number) => VectorSet {
  let from = 0;
  return (count) => {
    const part = slice(all, from, count);
    from += count;
    return part;
  };
}

/** `count` vectors from one on; they share the memory of the whole. */
function slice({ dimensions, data }: VectorSet, from: number, count: number): VectorSet {
  const start = from * dimensions;
  return { count, dimensions, data: data.subarray(start, start + count * dimensions) };
}

/** The vectors at some places, in their order. */
export function pick({ dimensions, data }: VectorSet, places: readonly number[]): VectorSet {
  const picked = new Float32Array(places.length * dimensions);
  for (const [index, place] of places.entries()) {
    picked.set(data.subarray(place * dimensions, (place + 1) * dimensions), index * dimensions);
  }
  return { count: places.length, dimensions, data: picked };
}
