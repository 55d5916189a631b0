import { formatCount } from "@/components/format";
import { formatShare } from "@/components/format-share";
import type { BranchCoverageReport } from "@/lib/analyses/branch-coverage/report";
import type {
  BranchRow,
  PromptConditional,
  PromptReport,
} from "@/lib/analyses/branch-coverage/report-shape";

export type CoverageTone =
  | "covered"
  | "thin"
  | "untested"
  | "unreached"
  | "exempt"
  | "proposed"
  | "edited";

/** What stands in the gutter beside the line on which a conditional begins. */
export type GutterEntry = {
  /** Position of the conditional in the prompt. */
  readonly conditional: number;
  readonly tone: CoverageTone;
  /** The tone in a word or two. */
  readonly word: string;
  /** Null while the conditional is only proposed. */
  readonly branchId: string | null;
  readonly branchKey: string | null;
  readonly production: string;
  readonly productionShare: string;
  readonly evals: string;
  /** Whether evals also passed it by. */
  readonly otherArm: "tested" | "untested" | null;
};

export type PromptLine = {
  readonly number: number;
  readonly pieces: readonly {
    readonly text: string;
    readonly conditional: number | null;
    readonly tone: CoverageTone | null;
  }[];
  readonly entries: readonly GutterEntry[];
};

export type PromptView = {
  readonly name: string;
  readonly version: string;
  readonly lines: readonly PromptLine[];
  readonly removed: PromptReport["removed"];
  /** How many conditionals nobody confirmed yet. */
  readonly proposed: number;
  readonly edited: number;
};

/** The prompt line by line with its coverage, as coverage tools show code. */
export function preparePrompt(report: BranchCoverageReport): PromptView | null {
  const { prompt } = report;
  if (!prompt) return null;
  const rows = new Map(report.branches.map((row) => [row.id, row]));
  const entries = prompt.conditionals.map((conditional, at) =>
    entryOf(conditional, at, rows.get(conditional.branchId ?? ""), report.minHits),
  );
  const count = (tone: CoverageTone) => entries.filter((entry) => entry.tone === tone).length;
  return {
    name: prompt.name,
    version: prompt.version,
    lines: linesOf(prompt, entries),
    removed: prompt.removed,
    proposed: count("proposed"),
    edited: count("edited"),
  };
}

function entryOf(
  { match, branchId }: PromptConditional,
  conditional: number,
  row: BranchRow | undefined,
  minHits: number,
): GutterEntry {
  if (!row) {
    const tone = match.status === "edited" ? "edited" : "proposed";
    const nothing = { production: "", productionShare: "", evals: "", otherArm: null };
    const word = tone === "edited" ? "edited: confirm" : "proposed";
    return { conditional, tone, word, branchId, branchKey: null, ...nothing };
  }
  const tone = toneOf(row, minHits);
  return {
    conditional,
    tone,
    word: tone === "thin" ? `${row.evalHits} of ${minHits} hits` : tone,
    branchId: row.id,
    branchKey: row.key,
    production: formatCount(row.productionHits),
    productionShare: row.productionHits === 0 ? "" : formatShare(row.productionShare),
    evals: formatCount(row.evalHits),
    otherArm: row.evalHits === 0 ? null : row.evalPassedBy > 0 ? "tested" : "untested",
  };
}

/** How a registered branch stands, worst first. */
export function toneOf(row: BranchRow, minHits: number): CoverageTone {
  if (row.exemption) return "exempt";
  if (row.evalHits >= minHits) return "covered";
  if (row.productionHits === 0 && row.evalHits === 0) return "unreached";
  return row.evalHits === 0 ? "untested" : "thin";
}

function linesOf(prompt: PromptReport, entries: readonly GutterEntry[]): PromptLine[] {
  let at = 0;
  return prompt.text.split("\n").map((text, index) => {
    const line = { start: at, end: at + text.length };
    at = line.end + 1;
    return {
      number: index + 1,
      pieces: piecesOf(prompt, entries, line),
      entries: entries.filter((_, one) => prompt.conditionals[one]?.line === index + 1),
    };
  });
}

function piecesOf(
  { text, conditionals }: PromptReport,
  entries: readonly GutterEntry[],
  line: { readonly start: number; readonly end: number },
): PromptLine["pieces"] {
  const pieces: PromptLine["pieces"][number][] = [];
  let at = line.start;
  for (const [index, { start, end }] of conditionals.entries()) {
    const from = Math.max(start, line.start);
    const to = Math.min(end, line.end);
    if (from >= to) continue;
    if (from > at) pieces.push({ text: text.slice(at, from), conditional: null, tone: null });
    const tone = entries[index]?.tone ?? null;
    pieces.push({ text: text.slice(from, to), conditional: index, tone });
    at = to;
  }
  if (at < line.end) {
    pieces.push({ text: text.slice(at, line.end), conditional: null, tone: null });
  }
  return pieces;
}
