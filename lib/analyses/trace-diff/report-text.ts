import type { AxisDiff, DiffStep, RankedCause } from "@/lib/domain/trace-diff/trace-diff";
import type { TraceDiffReport } from "./report";

/** Steps shown around a fork; the rest is counted. */
const SHOWN_CHANGES = 12;
const MAX_VALUE = 80;

/** The report for a terminal. */
export function formatDiffText(report: TraceDiffReport): string {
  return [
    report.headline.text,
    ...(report.comparable.reason === null ? [] : [report.comparable.reason]),
    "",
    "Envelope",
    ...envelopeLines(report.envelope).map((line) => `  ${line}`),
    ...section("Steps", stepLines(report)),
    ...section("Likely causes (ranking, not proof)", report.causes.map(causeLine)),
    ...section("Ignored", ignoredLines(report)),
    "",
    `Distance ${report.distance.toFixed(3)} (${report.distanceMethod.replace("_", " ")})`,
    "",
  ].join("\n");
}

/** The report for a comment on an issue: the fork first, the rest folded. */
export function formatDiffMarkdown(report: TraceDiffReport): string {
  const rows = report.envelope
    .filter(({ partOf, status }) => partOf === null && status !== "same")
    .map(
      (axis) => `| ${escaped(axis.axis)} | ${axis.status} | ${cell(axis.a)} | ${cell(axis.b)} |`,
    );
  const table = ["| axis | status | a | b |", "| --- | --- | --- | --- |", ...rows];
  return [
    `**${escaped(report.headline.text)}**`,
    ...(report.comparable.reason === null ? [] : ["", escaped(report.comparable.reason)]),
    "",
    `\`${report.a}\` against \`${report.b}\``,
    ...(rows.length === 0 ? [] : ["", ...table]),
    ...folded("Steps", stepLines(report)),
    ...folded("Likely causes (ranking, not proof)", report.causes.map(causeLine)),
    ...folded("Ignored", ignoredLines(report)),
    "",
  ].join("\n");
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", title, ...lines.map((line) => `  ${line}`)];
}

function folded(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const fence = "```";
  return [
    "",
    `<details><summary>${title}</summary>`,
    "",
    fence,
    ...lines.map((line) => line.replaceAll("```", "'''")),
    fence,
    "",
    "</details>",
  ];
}

function envelopeLines(axes: readonly AxisDiff[]): string[] {
  const whole = axes.filter(({ partOf }) => partOf === null);
  const changed = whole.filter(({ status }) => status === "changed");
  const names = (status: AxisDiff["status"]) =>
    whole.filter((axis) => axis.status === status).map(({ axis }) => axis);
  const rest = (["same", "unknown"] as const).flatMap((status) =>
    names(status).length === 0 ? [] : [`${status}: ${names(status).join(", ")}`],
  );
  return [
    ...changed.map((axis) => `${axis.axis}: ${value(axis.a)} → ${value(axis.b)}${partsOf(axis)}`),
    ...rest,
  ];
}

function partsOf({ parts }: AxisDiff): string {
  if (parts.length === 0) return "";
  return ` (${parts.map(({ name, change }) => `${name} ${change}`).join(", ")})`;
}

const MARKS = { matched: "~", moved: "↕", inserted: "+", deleted: "-" } as const;

/** The fork and what differs after it, the first few; what is the same is counted. */
function stepLines({ steps, fork }: TraceDiffReport): string[] {
  const changed = steps.filter((step) => step.class !== "identical" || step.pairing !== "matched");
  const fromFork = fork === null ? changed : changed.filter(({ index }) => index >= fork.index);
  const lines = fromFork.slice(0, SHOWN_CHANGES).map(stepLine);
  const same = steps.length - changed.length;
  const more = fromFork.length - lines.length;
  return [
    ...(same > 0 ? [`${same} identical`] : []),
    ...lines,
    ...(more > 0 ? [`… ${more} more that differ`] : []),
  ];
}

function stepLine(step: DiffStep): string {
  const attempts =
    step.attempts.a > 1 || step.attempts.b > 1 ? ` ×${step.attempts.a}/×${step.attempts.b}` : "";
  const mark = step.role === "fork" ? "FORK" : (step.role ?? step.class);
  const detail = step.role === "fork" && step.detail ? `: ${step.detail.summary}` : "";
  return `${step.index + 1} ${MARKS[step.pairing]} ${step.kind} ${step.label}${attempts} [${mark}]${detail}`;
}

function causeLine({ cause, posterior }: RankedCause): string {
  return `${(posterior * 100).toFixed(0)} %  ${cause.replaceAll("_", " ")}`;
}

function ignoredLines({ ignored }: TraceDiffReport): string[] {
  return ignored.map(
    ({ path, reason, pairs }) =>
      `${path} (${reason.replace("_", "-")}, ${pairs} ${pairs === 1 ? "pair" : "pairs"})`,
  );
}

function value(of: AxisDiff["a"]): string {
  const text = typeof of === "string" ? of : of === null ? "unknown" : JSON.stringify(of);
  return text.length <= MAX_VALUE ? text : `${text.slice(0, MAX_VALUE - 1)}…`;
}

const cell = (of: AxisDiff["a"]) => escaped(value(of));

/** A trace may hold anything; none of it is to become markup, a link or a mention. */
function escaped(text: string): string {
  return text
    .replace(/[\\`*_{}[\]<>|#!~]/g, "\\$&")
    .replaceAll("@", "@\u200b")
    .replace(/\s+/g, " ");
}
