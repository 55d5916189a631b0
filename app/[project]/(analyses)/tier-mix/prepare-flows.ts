import type { FlowLabel } from "@/components/charts/flow-diagram";
import { type FlowLayout, type FlowPath, layoutFlows } from "@/components/charts/flow-layout";
import { formatShare } from "@/components/format-share";
import type { TierMixReport } from "@/lib/analyses/tier-mix/report";
import type { Flow } from "@/lib/analyses/tier-mix/report-findings";
import { type AnalysisAddress, fieldTerm, tierTerm, tracesHref } from "../traces-link";

/** Requests from the tier meant to serve them, by why they left it, to the tier that did. */
export type FlowView = {
  readonly layout: FlowLayout;
  readonly labels: readonly FlowLabel[];
  readonly levels: ReadonlyMap<string, number | null>;
};

const AS_INTENDED = "as intended";
const NO_REASON = "no reason given";
const OTHER = "other reasons";
/** More lines cannot be told apart. */
const MAX_REASONS = 8;
const GAP = 0.03;

export function prepareFlows(
  { flows, tiers }: Pick<TierMixReport, "flows" | "tiers">,
  address: AnalysisAddress,
): FlowView {
  const middle = middleNames(flows);
  const paths = pathsOf(flows, new Set(middle));
  const tierOrder = tiers.map(({ tier }) => tier);
  const ranked = (names: readonly string[]) =>
    [...new Set(names)].sort((a, b) => rankIn(tierOrder, a) - rankIn(tierOrder, b));
  const layout = layoutFlows(
    paths,
    [ranked(paths.map(({ path }) => path[0])), middle, ranked(paths.map(({ path }) => path[2]))],
    GAP,
  );
  const all = paths.reduce((sum, { value }) => sum + value, 0);
  return {
    layout,
    labels: layout.nodes.map(({ column, name, value }) => ({
      column,
      name,
      shareText: formatShare(all === 0 ? null : value / all),
      href: tracesHref(address, termsOf(column, name, flows)),
    })),
    levels: new Map(tiers.map(({ tier, level }) => [tier, level])),
  };
}

function middleOf({ intended, served, reason }: Flow): string {
  if (reason !== null) return reason;
  return intended === served ? AS_INTENDED : NO_REASON;
}

/** As intended first, then the busiest reasons, then the rest in one. */
function middleNames(flows: readonly Flow[]): string[] {
  const sums = new Map<string, number>();
  for (const flow of flows) {
    sums.set(middleOf(flow), (sums.get(middleOf(flow)) ?? 0) + flow.requests);
  }
  const reasons = [...sums].filter(([name]) => name !== AS_INTENDED).sort((a, b) => b[1] - a[1]);
  const shown = reasons.slice(0, MAX_REASONS).map(([name]) => name);
  return [
    ...(sums.has(AS_INTENDED) ? [AS_INTENDED] : []),
    ...shown,
    ...(reasons.length > MAX_REASONS ? [OTHER] : []),
  ];
}

function pathsOf(flows: readonly Flow[], shown: ReadonlySet<string>): FlowPath[] {
  const sums = new Map<string, FlowPath>();
  for (const flow of flows) {
    const middle = shown.has(middleOf(flow)) ? middleOf(flow) : OTHER;
    const path = [flow.intended, middle, flow.served] as const;
    const key = JSON.stringify(path);
    sums.set(key, { path, value: (sums.get(key)?.value ?? 0) + flow.requests });
  }
  return [...sums.values()];
}

function rankIn(order: readonly string[], name: string): number {
  const index = order.indexOf(name);
  return index === -1 ? order.length : index;
}

function termsOf(column: 0 | 1 | 2, name: string, flows: readonly Flow[]): string[] {
  if (column === 2) return [tierTerm(name)];
  // Traces that do not say what was meant count as meant for the primary tier, and cannot be asked for.
  if (column === 0) return [];
  if (name === OTHER) return ["reason:*"];
  const isReason = flows.some(({ reason }) => reason === name);
  if (isReason) return [fieldTerm("reason", name)];
  const served = flows.filter((flow) => middleOf(flow) === name).map((flow) => flow.served);
  return [fieldTerm("reason", null), ...tiersTerm([...new Set(served)])];
}

/** Traces of any of the tiers, where the query language can say so in one term. */
function tiersTerm(tiers: readonly string[]): string[] {
  const terms = tiers.map(tierTerm);
  if (terms.some((term) => !term.startsWith("tier:"))) return [];
  return [`tier:${terms.map((term) => term.slice("tier:".length)).join(",")}`];
}
