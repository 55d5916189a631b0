import type { Run, RunStep } from "./canonical-run";
import {
  type OutputDifference,
  OutputJudge,
  type Sameness,
  sameInput,
  sameOutput,
} from "./compare-steps";
import { type AxisReading, compatibility, type DeclaredAxes } from "./envelope-axes";
import { hasOtherTurn, isCosmeticInput } from "./input-change";
import type { Row } from "./merge-rows";
import type { Materiality, StepClass } from "./trace-diff";
import type { VolatilePaths } from "./volatile-paths";

/** A row and what its two steps have in common. */
export type RowFacts = Row & {
  readonly stepA: RunStep | null;
  readonly stepB: RunStep | null;
  readonly input: Sameness;
  readonly output: Sameness;
  /** Axes of the envelope that differ here and could matter to a step of this kind. */
  readonly axes: readonly string[];
  readonly class: StepClass;
  readonly materiality: Materiality;
  readonly features: readonly string[];
  readonly distance: number | null;
  /** Something that matters is other here. */
  readonly differs: boolean;
  /** Its difference may only be that of the steps inside it. */
  readonly isContainer: boolean;
};

export type Classified = {
  readonly rows: readonly RowFacts[];
  /** Positions in `rows` as things happened: a container after what is inside it. */
  readonly order: readonly number[];
};

export type ClassifyContext = {
  readonly a: Run;
  readonly b: Run;
  readonly readings: readonly AxisReading[];
  readonly declaredA: DeclaredAxes;
  readonly declaredB: DeclaredAxes;
  readonly paths: VolatilePaths;
};

/** Says of every row what its difference is, given what happened before it. */
export function classifyRows(rows: readonly Row[], context: ClassifyContext): Classified {
  const judge = new OutputJudge(context.paths);
  const answersFirst = modelsThatAnswerFirst(rows, context);
  const order = causalOrder(rows, answersFirst);
  const facts = new Array<RowFacts | undefined>(rows.length);
  const differsBelow = new Uint8Array(rows.length);
  let hasEarlier = false;
  for (const at of order) {
    const row = rows[at];
    if (!row) continue;
    const found = classify(
      row,
      context,
      judge,
      hasEarlier,
      differsBelow[at] === 1 && !answersFirst.has(at),
    );
    facts[at] = found;
    if (found.differs || differsBelow[at] === 1) differsBelow[row.parent] = 1;
    hasEarlier ||= found.differs;
  }
  return { rows: facts.flatMap((fact) => fact ?? []), order };
}

/** A model that asks for tools below it has answered before they run; anything else answers last. */
function modelsThatAnswerFirst(rows: readonly Row[], context: ClassifyContext): Set<number> {
  const answersFirst = new Set<number>();
  const hasModelBelow = new Uint8Array(rows.length);
  for (const [at, row] of [...rows.entries()].reverse()) {
    const isModel = kindOf(row, context) === "llm";
    const isAboveOne = hasModelBelow[at] === 1;
    if (row.parent >= 0 && (isModel || isAboveOne)) hasModelBelow[row.parent] = 1;
    if (isModel && !isAboveOne) answersFirst.add(at);
  }
  return answersFirst;
}

function causalOrder(rows: readonly Row[], answersFirst: ReadonlySet<number>): number[] {
  const order: number[] = [];
  const open: number[] = [];
  const closeUntil = (row: number) => {
    for (let last = open.at(-1); last !== undefined && last !== row; last = open.at(-1)) {
      open.pop();
      if (!answersFirst.has(last)) order.push(last);
    }
  };
  for (const [at, row] of rows.entries()) {
    closeUntil(row.parent);
    if (answersFirst.has(at)) order.push(at);
    open.push(at);
  }
  closeUntil(NONE);
  return order;
}

const NONE = -1;

function kindOf({ a, b }: Row, context: ClassifyContext) {
  return (context.a.steps[a] ?? context.b.steps[b])?.kind;
}

const ALONE = {
  input: "unknown",
  output: "unknown",
  axes: [],
  features: [],
  distance: null,
} as const;
const NOTHING: OutputDifference = { materiality: "none", features: [], distance: 0 };

function classify(
  row: Row,
  context: ClassifyContext,
  judge: OutputJudge,
  hasEarlier: boolean,
  differsInside: boolean,
): RowFacts {
  const stepA = context.a.steps[row.a] ?? null;
  const stepB = context.b.steps[row.b] ?? null;
  const isContainer = [stepA, stepB].some((step) => step !== null && step.children.length > 0);
  const base = { ...row, stepA, stepB, isContainer };
  if (stepA && stepB) {
    return {
      ...base,
      ...classifyPair(base, stepA, stepB, context, judge, hasEarlier, differsInside),
    };
  }
  const materiality = materialityAlone(stepA ?? stepB);
  return { ...base, ...ALONE, class: "propagated", materiality, differs: true };
}

type PairFacts = Pick<
  RowFacts,
  "input" | "output" | "axes" | "features" | "distance" | "materiality" | "class" | "differs"
>;

function classifyPair(
  row: Row & { readonly isContainer: boolean },
  a: RunStep,
  b: RunStep,
  context: ClassifyContext,
  judge: OutputJudge,
  hasEarlier: boolean,
  differsInside: boolean,
): PairFacts {
  const output = sameOutput(a, b);
  const judged = output === "different" ? judge.judge(a, b) : NOTHING;
  const isHidden = output === "unknown" && !row.isContainer && holdsContent(a);
  const { input, isInherited, isOwnDifference } = judgeInput(a, b, hasEarlier);
  const isOther = output === "different" && judged.materiality !== "cosmetic";
  const axes = changedAxes(row, a, b, context);
  const materiality = isHidden ? "unknown" : judged.materiality;
  return {
    input,
    output,
    axes,
    features: judged.features,
    distance: isHidden ? null : judged.distance,
    materiality: isOwnDifference ? "material" : materiality,
    class: classOf(input, output, !differsInside && !isInherited, axes),
    differs: !differsInside && (isOwnDifference || isOther),
  };
}

type GivenInput = {
  readonly input: Sameness;
  /** What went in accounts for what came out. */
  readonly isInherited: boolean;
  /** That this went in is itself the first difference. */
  readonly isOwnDifference: boolean;
};

/** Content that was not recorded is taken to differ as soon as anything before it does. */
function judgeInput(a: RunStep, b: RunStep, hasEarlier: boolean): GivenInput {
  const input = sameInput(a, b);
  if (input !== "different") {
    return { input, isInherited: input === "unknown" && hasEarlier, isOwnDifference: false };
  }
  return {
    input,
    isInherited: hasEarlier || !isCosmeticInput(a, b),
    isOwnDifference: !hasEarlier && (isCall(a) || hasOtherTurn(a, b)),
  };
}

function classOf(
  input: Sameness,
  output: Sameness,
  isOrigin: boolean,
  axes: readonly string[],
): StepClass {
  if (output !== "different") return input === "different" ? "absorbed" : "identical";
  if (!isOrigin) return "propagated";
  return axes.length > 0 ? "origin_envelope" : "origin_stochastic";
}

/** What was asked of it is itself a difference, whatever came of it. */
function isCall({ kind }: RunStep): boolean {
  return kind === "tool" || kind === "retrieval";
}

function holdsContent({ kind }: RunStep): boolean {
  return kind === "llm" || kind === "tool" || kind === "retrieval";
}

function materialityAlone(step: RunStep | null): Materiality {
  if (!step) return "unknown";
  const isKnown = step.input !== null || step.output !== null || !holdsContent(step);
  return isKnown ? "material" : "unknown";
}

function changedAxes(row: Row, a: RunStep, b: RunStep, context: ClassifyContext): string[] {
  const changed = new Set<string>();
  const matters = (axis: string) => compatibility(axis, a.kind, a.calls !== b.calls) > 0;
  for (const { whole, kinds, keyOf } of context.readings) {
    if ((kinds !== null && !kinds.includes(a.kind)) || !matters(whole)) continue;
    const left = keyOf(a);
    const right = keyOf(b);
    if (left !== null && right !== null && left !== right) changed.add(whole);
  }
  const declaredA = context.declaredA(row.a);
  const declaredB = context.declaredB(row.b);
  for (const [axis, version] of Object.entries(declaredA)) {
    const other = declaredB[axis];
    if (other !== undefined && other !== version && matters(axis)) changed.add(axis);
  }
  return [...changed].sort();
}
