import { rankBiasedOverlap } from "../alignment/rank-overlap";
import { textSimilarity } from "../alignment/text-similarity";
import type { Json, Span } from "../span";
import type { RunStep } from "./canonical-run";
import { canonicalText } from "./canonical-text";
import { jsonLeaves, leafSimilarity, wordOverlap } from "./json-leaves";
import { messagesOf, messageText } from "./messages";
import { differingFeatures } from "./text-features";
import type { Materiality } from "./trace-diff";
import type { VolatilePaths } from "./volatile-paths";

/** Whether two values are one; `unknown` where either run does not say. */
export type Sameness = "same" | "different" | "unknown";

export type OutputDifference = {
  readonly materiality: Materiality;
  /** Why it is material, most telling first. */
  readonly features: readonly string[];
  /** 0 … 1; null where content is not recorded. */
  readonly distance: number | null;
};

const COSMETIC_SIMILARITY = 0.97;
const MINOR_SIMILARITY = 0.85;
/** So many characters of a comparison are read closely; after that, texts are compared as sets of words. */
const MAX_CLOSE_CHARACTERS = 3_000_000;

export function sameInput(a: RunStep, b: RunStep): Sameness {
  return sameness([a.input, b.input], [a.inputSize, b.inputSize]);
}

export function sameOutput(a: RunStep, b: RunStep): Sameness {
  const known = sameness([a.output, b.output], [a.outputSize, b.outputSize]);
  const isStatusSame = a.span.status.code === b.span.status.code;
  return known === "different" || isStatusSame ? known : "different";
}

/** By content where both recorded it, else by the sizes and hashes that both sent. */
function sameness(
  [a, b]: readonly [number | null, number | null],
  [sizeA, sizeB]: readonly [string | null, string | null],
): Sameness {
  if (a !== null && b !== null) return a === b ? "same" : "different";
  if (sizeA !== null && sizeB !== null) return sizeA === sizeB ? "same" : "different";
  return "unknown";
}

/** Judges outputs that are not the same. Keeps count of what it has read. */
export class OutputJudge {
  #characters = 0;

  constructor(readonly paths: VolatilePaths) {}

  judge(a: RunStep, b: RunStep): OutputDifference {
    const isFailureTurned = a.span.status.code !== b.span.status.code;
    const status = isFailureTurned ? ["status"] : [];
    if (a.output === null || b.output === null) {
      return {
        materiality: isFailureTurned ? "material" : "unknown",
        features: status,
        distance: null,
      };
    }
    const found = this.#ofKind(a, b);
    const features = [...status, ...found.features];
    return { ...found, features, materiality: isFailureTurned ? "material" : found.materiality };
  }

  #ofKind(a: RunStep, b: RunStep): OutputDifference {
    if (a.span.decision && b.span.decision && a.span.decision.branch !== b.span.decision.branch) {
      return { materiality: "material", features: ["branch"], distance: 1 };
    }
    if (a.documents.length + b.documents.length > 0) return judgeDocuments(a, b);
    if (a.kind === "llm" && messagesOf(a.span.output) && messagesOf(b.span.output)) {
      return this.#judgeAnswer(a, b);
    }
    const left = resultOf(a.span);
    const right = resultOf(b.span);
    if (typeof left === "string" && typeof right === "string") return this.#judgeText(left, right);
    const root = a.kind === "tool" ? "result" : "output";
    const similar = leafSimilarity(
      jsonLeaves(left, root, this.paths),
      jsonLeaves(right, root, this.paths),
    );
    return { materiality: "material", features: ["values"], distance: 1 - similar };
  }

  #judgeAnswer(a: RunStep, b: RunStep): OutputDifference {
    const said = ({ span }: RunStep) => (messagesOf(span.output) ?? []).map(messageText).join("\n");
    const text = this.#judgeText(said(a), said(b));
    const features: string[] = [];
    if (a.calls !== b.calls) features.push("tool_calls");
    if (a.span.finishReason !== b.span.finishReason) features.push("finish_reason");
    // Neither the words nor the calls: a picture, or a result inside the answer.
    if (features.length === 0 && text.distance === 0) features.push("values");
    if (features.length === 0) return text;
    return { ...text, materiality: "material", features: [...features, ...text.features] };
  }

  #judgeText(a: string, b: string): OutputDifference {
    const similar = this.#textSimilarity(canonicalText(a), canonicalText(b));
    const distance = 1 - similar;
    const features: readonly string[] =
      a.length + b.length > 200_000 ? [] : differingFeatures(a, b);
    if (features.length > 0 || similar < MINOR_SIMILARITY) {
      const named = similar < MINOR_SIMILARITY ? [...features, "wording"] : features;
      return { materiality: "material", features: named, distance };
    }
    const materiality = similar >= COSMETIC_SIMILARITY ? "cosmetic" : "minor";
    return { materiality, features: [], distance };
  }

  #textSimilarity(a: string, b: string): number {
    this.#characters += a.length + b.length;
    return this.#characters > MAX_CLOSE_CHARACTERS ? wordOverlap(a, b) : textSimilarity(a, b);
  }
}

function judgeDocuments(a: RunStep, b: RunStep): OutputDifference {
  const distance = 1 - (rankBiasedOverlap(a.documents, b.documents) ?? 1);
  const change = documentChange(a.documents, b.documents);
  return {
    materiality: change === "order" ? "minor" : "material",
    features: [`documents_${change}`],
    distance,
  };
}

/** What is other about documents that are not the same: which, in what order, or what they say. */
export function documentChange(
  a: readonly string[],
  b: readonly string[],
): "set" | "order" | "content" {
  const ofB = new Set(b);
  if (a.length !== b.length || a.some((id) => !ofB.has(id))) return "set";
  return a.every((id, rank) => id === b[rank]) ? "content" : "order";
}

/** What a step came to: a tool's result, anything else's output. */
export function resultOf(span: Span): Json {
  return (span.kind === "tool" ? span.tool?.result : null) ?? span.output;
}
