import type { Checkpoints } from "@/lib/domain/checkpoints";
import {
  type Clustering,
  clusterCount,
  clusterVectors,
} from "@/lib/domain/text-vectors/cluster-vectors";
import { nameClusters } from "@/lib/domain/text-vectors/name-clusters";
import { cosine } from "@/lib/domain/text-vectors/neighbours";
import type { Likeness } from "./likeness";
import type { CaseFact, StalenessFacts } from "./staleness-inputs";

const SEED = 20_260_101;
const EXAMPLES = 5;
/** Intents tell the kinds when at least this share of requests, and of cases, say theirs. */
const ENOUGH_INTENTS = 0.5;
/** What production asks that says no intent, where intents are the kinds. */
export const NO_INTENT = "(no intent given)";

/** One kind of request that production makes. */
export type Kind = {
  readonly id: string;
  readonly label: string;
  /** Sum of weights: of the window where intents are given, of the sample else. */
  readonly requests: number;
  readonly example: string | null;
  /** The latest, or most typical, few. */
  readonly traceIds: readonly string[];
};

/** The kinds of requests, and which of them each case is of. */
export type Kinds = {
  readonly basis: "intents" | "clusters" | "none";
  /** Most frequent first; those that only cases have last. */
  readonly kinds: readonly Kind[];
  /** By case: index of its kind; −1 when it cannot be told. */
  readonly kindOf: Int32Array;
};

/** Finds the kinds of requests: by the intents that requests and cases give, else by their texts. */
export function* findKinds(
  facts: StalenessFacts,
  cases: readonly CaseFact[],
  likeness: Likeness | null,
): Checkpoints<Kinds> {
  const said = facts.intents.filter(({ intent }) => intent !== null);
  const requests = sum(facts.intents.map(({ weight }) => weight));
  const withIntent = sum(said.map(({ weight }) => weight));
  const casesWithIntent = cases.filter(({ intent }) => intent !== null).length;
  const isSaid =
    withIntent > 0 &&
    withIntent >= ENOUGH_INTENTS * requests &&
    casesWithIntent >= ENOUGH_INTENTS * cases.length;
  if (isSaid && cases.length > 0) return kindsByIntent(facts, cases, likeness);
  if (likeness !== null) return yield* kindsByText(cases, likeness);
  return withIntent > 0 ? kindsByIntent(facts, cases, null) : NONE(cases.length);
}

const NONE = (cases: number): Kinds => ({
  basis: "none",
  kinds: [],
  kindOf: new Int32Array(cases).fill(-1),
});

function kindsByIntent(
  facts: StalenessFacts,
  cases: readonly CaseFact[],
  likeness: Likeness | null,
): Kinds {
  const seen = facts.intents.map(({ intent, weight, traceIds }) => {
    const example = facts.texts.find((text) => text.intent === intent)?.text ?? null;
    return kind(intent, weight, traceIds, example);
  });
  const known = new Set(seen.map(({ id }) => id));
  const onlyCases = [...new Set(cases.flatMap(({ intent }) => intent ?? []))]
    .filter((intent) => !known.has(intent))
    .sort()
    .map((intent) => kind(intent, 0, []));
  const kinds = [...seen, ...onlyCases];
  const indexOf = new Map(kinds.map(({ id }, index) => [id, index]));
  const kindOf = Int32Array.from(cases, ({ intent }, index) => {
    const own = intent ?? nearestText(likeness, index)?.intent;
    return own ? (indexOf.get(own) ?? -1) : -1;
  });
  return { basis: "intents", kinds, kindOf };
}

function kind(
  intent: string | null,
  requests: number,
  traceIds: readonly string[],
  example: string | null = null,
): Kind {
  const id = intent ?? NO_INTENT;
  return { id, label: id, requests, traceIds, example };
}

/** The production text that is nearest to a case; undefined when there is none to compare. */
export function nearestText(likeness: Likeness | null, index: number) {
  const place = likeness?.placeOf[index] ?? -1;
  return place < 0 ? undefined : likeness?.texts[likeness.nearestOf[place] ?? -1];
}

function* kindsByText(cases: readonly CaseFact[], likeness: Likeness): Checkpoints<Kinds> {
  const { texts, production, placeOf, ballsOf, nearestOf } = likeness;
  const found = yield* clusterVectors(production, clusterCount(production.count), SEED);
  const names = nameClusters(
    texts.map(({ text }) => text),
    found.clusterOf,
    found.count,
  );
  const members: number[][] = Array.from({ length: found.count }, () => []);
  for (const [text, cluster] of found.clusterOf.entries()) members[cluster]?.push(text);
  const kinds = members.map((own, cluster): Kind => {
    const requests = sum(own.map((text) => texts[text]?.requests ?? 0));
    const typical = own
      .toSorted((a, b) => near(found, likeness, b) - near(found, likeness, a))
      .slice(0, EXAMPLES)
      .flatMap((text) => texts[text] ?? []);
    return {
      id: `c${cluster + 1}`,
      label: names[cluster] ?? "",
      requests,
      example: typical[0]?.text ?? null,
      traceIds: typical.map(({ traceId }) => traceId),
    };
  });
  const order = [...kinds.keys()].sort(
    (a, b) => (kinds[b]?.requests ?? 0) - (kinds[a]?.requests ?? 0) || a - b,
  );
  const rank = new Map(order.map((cluster, place) => [cluster, place]));
  const kindOf = Int32Array.from(cases, (_, index) => {
    const place = placeOf[index] ?? -1;
    if (place < 0) return -1;
    // A case that resembles nothing is of no kind: it would hide that one has no cases.
    if (ballsOf[place] === 0) return order.length;
    return rank.get(found.clusterOf[nearestOf[place] ?? -1] ?? -1) ?? -1;
  });
  const inOrder = order.flatMap((cluster) => kinds[cluster] ?? []);
  const isLeft = kindOf.includes(order.length);
  return {
    basis: "clusters",
    kinds: isLeft ? [...inOrder, kind(NOTHING_LIKE_IT, 0, [])] : inOrder,
    kindOf,
  };
}

/** How near a text is to the middle of its cluster. */
function near({ centres, clusterOf }: Clustering, { production }: Likeness, text: number): number {
  return cosine(production, text, centres, clusterOf[text] ?? 0);
}

/** The kind of cases that resemble no production request. */
const NOTHING_LIKE_IT = "(nothing like it in production)";

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
