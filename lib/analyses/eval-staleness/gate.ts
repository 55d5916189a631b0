import type { AlertCondition } from "@/lib/domain/alert-condition";
import type { GateReason, GateVerdict } from "@/lib/domain/gate-verdict";
import { formatPercent } from "@/lib/domain/share-text";
import type { EvalStalenessReport, SuiteReport } from "./report";

/**
 * Whether a green suite may let a release go on. A suite that is not to be trusted blocks instead of
 * passing; where the data cannot tell, neither does the gate.
 */
export function judgeEvalStaleness({ suites }: EvalStalenessReport): GateVerdict {
  const reasonsOf = (verdict: SuiteReport["verdict"]): GateReason[] =>
    suites
      .filter((suite) => suite.verdict === verdict)
      .flatMap(({ suite, reasons }) =>
        reasons.map(({ code, message }) => ({ code, message: `${suite}: ${message}` })),
      );
  const untrusted = reasonsOf("untrustworthy");
  if (untrusted.length > 0) return { verdict: "block", reasons: untrusted };
  const doubts = reasonsOf("insufficient");
  if (suites.length === 0)
    doubts.push({ code: "no_suite", message: "No eval suite of that name." });
  if (doubts.length > 0) return { verdict: "inconclusive", reasons: doubts };
  return { verdict: "pass", reasons: reasonsOf("trustworthy") };
}

/** Production that no suite has a case of is worth telling from this share on. */
const ORPHAN_SHARE = 0.05;
/** Cases left behind by a layer, from which somebody should look at them. */
const STALE_CASES = 10;

/** What people are to be told of. */
export function evalStalenessConditions({
  suites,
  orphans,
}: EvalStalenessReport): AlertCondition[] {
  return [
    ...suites.flatMap((suite) => [untrustworthy(suite), shadowGap(suite), ...movedLayers(suite)]),
    ...orphans.map(
      ({ cluster, label, share }): AlertCondition => ({
        code: "orphan_cluster",
        key: `orphan_cluster:${cluster}`,
        severity: "ticket",
        firing: share >= ORPHAN_SHARE,
        message: `“${label}” is ${formatPercent(share)} of production and in no eval suite.`,
        value: share,
      }),
    ),
  ];
}

function untrustworthy({ suite, verdict, reasons, freshShare }: SuiteReport): AlertCondition {
  return {
    code: "suite_untrustworthy",
    key: `suite_untrustworthy:${suite}`,
    severity: "ticket",
    firing: verdict === "untrustworthy",
    message: `${suite}: ${reasons[0]?.message ?? verdict}`,
    value: freshShare,
  };
}

/** The interval of the gap excludes zero: the suite no longer says how production does. */
function shadowGap({ suite, shadow }: SuiteReport): AlertCondition {
  const isApart = shadow !== null && (shadow.low > 0 || shadow.high < 0);
  return {
    code: "gold_shadow_gap",
    key: `gold_shadow_gap:${suite}`,
    severity: "ticket",
    firing: isApart,
    message:
      shadow === null
        ? `${suite}: no production outcomes of the subject it was run with.`
        : `${suite}: ${shadow.subject} passes ${formatPercent(shadow.gold)} of ${shadow.goldResults} cases and ${formatPercent(shadow.shadow)} of ${shadow.shadowRequests} production requests.`,
    value: shadow?.gap ?? null,
  };
}

function movedLayers({ suite, layers }: SuiteReport): AlertCondition[] {
  return layers
    .filter(({ layer }) => layer !== "queries")
    .map(({ layer, staleCases, title }) => ({
      code: "layer_moved",
      key: `layer_moved:${suite}:${layer}`,
      severity: "info",
      firing: staleCases >= STALE_CASES,
      message: `${suite}: ${staleCases} cases depend on a version of ${layer} that has moved on${title ? ` (${title})` : ""}.`,
      value: staleCases,
    }));
}
