import { parseArgs } from "node:util";
import { UsageError } from "../command";

/** In the order they run: what grows the database comes after what must find it small. */
export const PARTS = [
  "idle",
  "storage",
  "ingest",
  "freshness",
  "cost",
  "reads",
  "large-trace",
  "trace-diff",
] as const;
export type Part = (typeof PARTS)[number];

export type BenchOptions = {
  readonly parts: readonly Part[];
  /** Spans in the larger of the two projects that are read from; the smaller one has a tenth. */
  readonly scale: number;
  /** Fewer and shorter rounds, smaller projects: shows that everything runs, not how fast it is. */
  readonly isQuick: boolean;
};

const DEFAULT_SCALE = 400_000;
const QUICK_SCALE = 40_000;

const USAGE = `Usage: npm run bench -- [--only ${PARTS.join("|")}]… [--scale SPANS] [--quick]`;

/** @throws UsageError when the arguments do not fit */
export function parseBenchOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: "string", multiple: true },
      scale: { type: "string" },
      quick: { type: "boolean", default: false },
    },
  });
  const only = (values.only ?? []).flatMap((text) => text.split(","));
  const unknown = only.find((name) => !PARTS.some((part) => part === name));
  if (unknown !== undefined) throw new UsageError(`There is no part "${unknown}".\n${USAGE}`);
  const scale = Number(values.scale ?? (values.quick ? QUICK_SCALE : DEFAULT_SCALE));
  if (!Number.isInteger(scale) || scale < 1_000) {
    throw new UsageError(`--scale takes a number of spans from 1000.\n${USAGE}`);
  }
  const parts = only.length === 0 ? PARTS : PARTS.filter((part) => only.includes(part));
  return { parts, scale, isQuick: values.quick };
}
