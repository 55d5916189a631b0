import { diffWords } from "../alignment/text-diff";
import type { Json, Message } from "../span";
import type { Run, RunStep } from "./canonical-run";
import { type AxisReading, type DeclaredAxes, WHOLE_AXES } from "./envelope-axes";
import { isPrompt, messagesOf, messageText } from "./messages";
import type { AxisDiff, AxisPart, AxisStatus } from "./trace-diff";

/** Two steps that were paired, by position in their runs. */
export type StepPair = readonly [a: number, b: number];

type Side = { readonly key: string | null; readonly shown: Json };
type Reading = {
  readonly name: string;
  readonly whole: string;
  readonly isShown: boolean;
  readonly a: (position: number) => Side;
  readonly b: (position: number) => Side;
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
  const sideOf = (run: Run) => (position: number) => {
    const step = run.steps[position];
    const tells = step && (reading.kinds === null || reading.kinds.includes(step.kind));
    return tells ? { key: reading.keyOf(step), shown: reading.show(step) } : SILENT;
  };
  return { ...reading, a: sideOf(a), b: sideOf(b) };
}

function ofDeclared(axis: string, declaredA: DeclaredAxes, declaredB: DeclaredAxes): Reading {
  const sideOf = (declared: DeclaredAxes) => (position: number) => {
    const version = declared(position)[axis] ?? null;
    return { key: version, shown: version };
  };
  const name = `${axis} declared`;
  return { name, whole: axis, isShown: false, a: sideOf(declaredA), b: sideOf(declaredB) };
}

const SILENT: Side = { key: null, shown: null };

function find(reading: Reading, a: Run, b: Run, pairs: readonly StepPair[]): Finding {
  const { name, whole, isShown } = reading;
  let same: StepPair | null = null;
  for (const pair of pairs) {
    const left = reading.a(pair[0]);
    const right = reading.b(pair[1]);
    if (left.key === null || right.key === null) continue;
    if (left.key !== right.key) {
      const sides = { a: left.shown, b: right.shown };
      return { name, whole, isShown, status: "changed", ...sides, missing: null, pair };
    }
    same ??= pair;
  }
  if (same !== null) {
    const sides = { a: reading.a(same[0]).shown, b: reading.b(same[1]).shown };
    return { name, whole, isShown, status: "same", ...sides, missing: null, pair: null };
  }
  return { name, whole, isShown, pair: null, ...ofAnyStep(reading, a, b) };
}

/** Where no pair tells, what either run says somewhere; only two words can be compared. */
function ofAnyStep(
  reading: Reading,
  a: Run,
  b: Run,
): Pick<Finding, "status" | "a" | "b" | "missing"> {
  const first = (run: Run, sideAt: Reading["a"]): Side => {
    const position = run.steps.findIndex((_, at) => sideAt(at).key !== null);
    return position < 0 ? SILENT : sideAt(position);
  };
  const left = first(a, reading.a);
  const right = first(b, reading.b);
  const sides = { a: left.shown, b: right.shown };
  if (left.key !== null && right.key !== null) {
    return { status: left.key === right.key ? "same" : "changed", ...sides, missing: null };
  }
  const missing = left.key !== null ? "b" : right.key !== null ? "a" : "both";
  return { status: "unknown", ...sides, missing };
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

function insideOf(axis: string, findings: readonly Finding[], a: Run, b: Run): Partial<AxisDiff> {
  const name = { prompt: "prompt_text", tools: "tool_catalog", sampling: "sampling_parameters" };
  const changed = findings.find(
    (finding) =>
      finding.pair !== null &&
      Object.entries(name).some(([whole, part]) => whole === axis && part === finding.name),
  );
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
