import { rankBiasedOverlap, rankCorrelation } from "../alignment/rank-overlap";
import { sharedShare } from "../alignment/text-similarity";
import type { Retrieval, RetrievedDocument } from "../span";
import { canonicalText } from "./canonical-text";
import { documentKey } from "./step-content";
import type { DocumentChange, RetrievalDiff } from "./step-detail";

type Ranked = { readonly rank: number; readonly document: RetrievedDocument };

export function diffRetrieval(a: Retrieval | null, b: Retrieval | null): RetrievalDiff {
  const left = ranked(a);
  const right = ranked(b);
  const idsA = [...left.keys()];
  const idsB = [...right.keys()];
  const documents = [
    ...idsA.map((id) => documentDiff(id, left.get(id), right.get(id))),
    ...idsB.filter((id) => !left.has(id)).map((id) => documentDiff(id, undefined, right.get(id))),
  ];
  const isEmpty = idsA.length + idsB.length === 0;
  const jaccard = isEmpty ? null : sharedShare(new Set(idsA), new Set(idsB));
  const tau = rankCorrelation(idsA, idsB);
  return {
    queryA: a?.query ?? null,
    queryB: b?.query ?? null,
    indexA: a?.index ?? null,
    indexB: b?.index ?? null,
    documents,
    jaccard,
    rankOverlap: rankBiasedOverlap(idsA, idsB),
    tau,
    isShuffled: jaccard === 1 && tau !== null && tau < 1,
  };
}

/** By id and rank from 1; of a document that was returned twice, the better rank. */
function ranked(retrieval: Retrieval | null): Map<string, Ranked> {
  const byId = new Map<string, Ranked>();
  for (const [position, document] of (retrieval?.documents ?? []).entries()) {
    const id = documentKey(document);
    if (!byId.has(id)) byId.set(id, { rank: position + 1, document });
  }
  return byId;
}

function documentDiff(id: string, a: Ranked | undefined, b: Ranked | undefined): DocumentChange {
  return {
    id,
    change: changeOf(a, b),
    rankA: a?.rank ?? null,
    rankB: b?.rank ?? null,
    scoreA: a?.document.score ?? null,
    scoreB: b?.document.score ?? null,
    isContentChanged: contentChange(a?.document.content ?? null, b?.document.content ?? null),
  };
}

function changeOf(a: Ranked | undefined, b: Ranked | undefined): DocumentChange["change"] {
  if (!a) return "added";
  if (!b) return "removed";
  return a.rank === b.rank ? "kept" : "moved";
}

function contentChange(a: string | null, b: string | null): boolean | null {
  return a === null || b === null ? null : canonicalText(a) !== canonicalText(b);
}
