import { diffWords } from "../alignment/text-diff";
import type { Json, Message } from "../span";
import type { Run, RunStep } from "./canonical-run";
import { type AxisReading, type DeclaredAxes, WHOLE_AXES } from "./envelope-axes";
import { isPrompt, messagesOf, messageText } from "./messages";
import type { AxisDiff, AxisPart, AxisStatus } from "./trace-diff";

/** Two steps that were paired, by position in their runs. */
export type StepPair = readonly [a: number, b: number];

type Side = {
  readonly keyAt: (position: number) => string | null;
  readonly showAt: (position: number) => Json;
};
type Reading = {
  readonly name: string;
  readonly whole: string;
  readonly isShown: boolean;
  readonly a: Side;
  readonly b: Side;
};
type Finding = {
  readonly name: string;
  readonly whole: string;
  readonly isShown: boolean;
  readonly status: AxisStatus;
  readonly a: Json;
  readonly b: Json;
  readonly missing: AxisDiff["missing"];
  /** The first pair where it changed. */
  readonly pair: StepPair | null;
};

/**
 * The envelopes of two runs, axis by axis, from the pairs of steps that could say something of it.
 * An axis is changed when any pair differs, the same when pairs agree, and else unknown.
 */
export function diffEnvelope(
  a: Run,
  b: Run,
  pairs: readonly StepPair[],
  readings: readonly AxisReading[],
  declaredA: DeclaredAxes,
  declaredB: DeclaredAxes,
): AxisDiff[] {
  const named = new Set([...Object.keys(declaredA(0)), ...Object.keys(declaredB(0))]);
  const others = [...named].filter((axis) => !isWhole(axis)).sort();
  const axes: string[] = [...WHOLE_AXES, ...others];
  const findings = [
    ...readings.map((reading) => find(ofSpans(reading, a, b), a, b, pairs)),
    ...axes.map((axis) => find(ofDeclared(axis, declaredA, declaredB), a, b, pairs)),
  ];
  return axes.flatMap((axis) => {
    const own = findings.filter(({ whole }) => whole === axis);
    const shown = own.filter(({ isShown }) => isShown);
    return [
      { ...summed(axis, own), ...insideOf(axis, own, a, b) },
      ...shown.map((part) => axisDiff(part.name, part, axis)),
    ];
  });
}

const isWhole = (axis: string) => WHOLE_AXES.some((whole) => whole === axis);

function ofSpans(reading: AxisReading, a: Run, b: Run): Reading {
  const sideOf = ({ steps }: Run): Side => ({
    keyAt: (position) => {
      const step = steps[position];
      if (!step || reading.kinds?.includes(step.kind) === false) return null;
      return reading.keyOf(step);
    },
    showAt: (position) => {
      const step = steps[position];
      return step ? reading.show(step) : null;
    },
  });
  return { ...reading, a: sideOf(a), b: sideOf(b) };
}

function ofDeclared(axis: string, declaredA: DeclaredAxes, declaredB: DeclaredAxes): Reading {
  const sideOf = (declared: DeclaredAxes): Side => {
    const keyAt = (position: number) => declared(position)[axis] ?? null;
    return { keyAt, showAt: keyAt };
  };
  const name = `${axis} declared`;
  return { name, whole: axis, isShown: false, a: sideOf(declaredA), b: sideOf(declaredB) };
}

function find(reading: Reading, a: Run, b: Run, pairs: readonly StepPair[]): Finding {
  const { name, whole, isShown } = reading;
  const base = { name, whole, isShown, missing: null };
  const show = ([at, other]: StepPair) => ({ a: reading.a.showAt(at), b: reading.b.showAt(other) });
  let same: StepPair | null = null;
  for (const pair of pairs) {
    const left = reading.a.keyAt(pair[0]);
    const right = reading.b.keyAt(pair[1]);
    if (left === null || right === null) continue;
    if (left !== right) return { ...base, status: "changed", ...show(pair), pair };
    same ??= pair;
  }
  if (same !== null) return { ...base, status: "same", ...show(same), pair: null };
  return { ...base, pair: null, ...ofAnyStep(reading, a, b) };
}

/** Where no pair tells, what either run says somewhere; only two words can be compared. */
function ofAnyStep(
  { a: sideA, b: sideB }: Reading,
  a: Run,
  b: Run,
): Pick<Finding, "status" | "a" | "b" | "missing"> {
  const firstOf = ({ steps }: Run, { keyAt }: Side) =>
    steps.findIndex((_, position) => keyAt(position) !== null);
  const [left, right] = [firstOf(a, sideA), firstOf(b, sideB)];
  const shown = {
    a: left < 0 ? null : sideA.showAt(left),
    b: right < 0 ? null : sideB.showAt(right),
  };
  if (left >= 0 && right >= 0) {
    const isSame = sideA.keyAt(left) === sideB.keyAt(right);
    return { status: isSame ? "same" : "changed", ...shown, missing: null };
  }
  const missing = left >= 0 ? "b" : right >= 0 ? "a" : "both";
  return { status: "unknown", ...shown, missing };
}

/** One word for an axis that several things tell: a change anywhere is a change. */
function summed(axis: string, findings: readonly Finding[]): AxisDiff {
  const telling =
    findings.find(({ status }) => status === "changed") ??
    findings.find(({ status }) => status === "same") ??
    findings.find(({ missing }) => missing !== "both") ??
    findings[0];
  return axisDiff(axis, telling ?? NOTHING, null);
}

const NOTHING = { status: "unknown", a: null, b: null, missing: "both" } as const;

function axisDiff(
  axis: string,
  { status, a, b, missing }: Pick<Finding, "status" | "a" | "b" | "missing">,
  partOf: string | null,
): AxisDiff {
  return { axis, status, a, b, partOf, missing, parts: [], words: null };
}

const TELLS_MORE = new Set(["prompt_text", "tool_catalog", "sampling_parameters"]);

function insideOf(axis: string, findings: readonly Finding[], a: Run, b: Run): Partial<AxisDiff> {
  const changed = findings.find(({ name, pair }) => pair !== null && TELLS_MORE.has(name));
  const left = a.steps[changed?.pair?.[0] ?? -1];
  const right = b.steps[changed?.pair?.[1] ?? -1];
  if (!left || !right) return {};
  if (axis === "prompt") return { words: diffWords(promptText(left), promptText(right)) };
  return { parts: axis === "tools" ? toolParts(left, right) : samplingParts(left, right) };
}

function promptText({ span }: RunStep): string {
  const prompt: Message[] = messagesOf(span.input)?.filter(isPrompt) ?? [];
  return prompt.map(messageText).join("\n");
}

function samplingParts({ span: a }: RunStep, { span: b }: RunStep): AxisPart[] {
  const names = new Set([...Object.keys(a.sampling ?? {}), ...Object.keys(b.sampling ?? {})]);
  return [...names].sort().flatMap((name): AxisPart[] => {
    const left = a.sampling?.[name];
    const right = b.sampling?.[name];
    if (JSON.stringify(left) === JSON.stringify(right)) return [];
    const change = left === undefined ? "added" : right === undefined ? "removed" : "changed";
    return [{ name, change, a: left ?? null, b: right ?? null }];
  });
}

function toolParts({ span: a }: RunStep, { span: b }: RunStep): AxisPart[] {
  const ofA = new Map(a.tool?.definitions?.map((tool) => [tool.name, tool]));
  const ofB = new Map(b.tool?.definitions?.map((tool) => [tool.name, tool]));
  return [...new Set([...ofA.keys(), ...ofB.keys()])].sort().flatMap((name): AxisPart[] => {
    const left = ofA.get(name);
    const right = ofB.get(name);
    if (!left) return [{ name, change: "added", a: null, b: right?.description ?? null }];
    if (!right) return [{ name, change: "removed", a: left.description, b: null }];
    const parts: AxisPart[] = [];
    if (left.description !== right.description) {
      parts.push({ name, change: "description", a: left.description, b: right.description });
    }
    if (JSON.stringify(left.parameters) !== JSON.stringify(right.parameters)) {
      parts.push({ name, change: "schema", a: left.parameters, b: right.parameters });
    }
    return parts;
  });
}
