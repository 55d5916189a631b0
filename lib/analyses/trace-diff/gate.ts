import type { GateReason, GateVerdict } from "@/lib/domain/gate-verdict";
import type { FailOn } from "@/lib/domain/trace-diff/fail-on";
import type { TraceDiffReport } from "./report";

type Step = TraceDiffReport["steps"][number];

/**
 * Whether the second run may replace the first. `structural`: steps were added, left out or moved;
 * `decision`: a decision, or the tools a model asked for, differ; `material`: an output says
 * something else; `any`: anything but wording differs. Differences that replicates show as well do
 * not count. Inconclusive when the runs cannot be compared, or when content that was not recorded
 * could hide what is asked for.
 */
export function judgeTraceDiff(report: TraceDiffReport, failOn: readonly FailOn[]): GateVerdict {
  if (report.comparable.status === "different_question") {
    return {
      verdict: "inconclusive",
      reasons: [
        { code: "different_question", message: report.comparable.reason ?? report.headline.text },
      ],
    };
  }
  const real = report.steps.filter(({ isWithinNoise }) => isWithinNoise !== true);
  const blocking = failOn.flatMap((what) => reasonOf(what, real, report));
  if (blocking.length > 0) return { verdict: "block", reasons: blocking };
  const unknown = report.steps.filter(({ materiality }) => materiality === "unknown").length;
  if (unknown > 0 && failOn.some((what) => what !== "structural")) {
    const message = `Content of ${unknown} of ${report.steps.length} steps was not recorded, so it cannot be told whether they differ.`;
    return { verdict: "inconclusive", reasons: [{ code: "content_unknown", message }] };
  }
  return { verdict: "pass", reasons: [{ code: "no_difference", message: report.headline.text }] };
}

const COUNTS: { readonly [What in FailOn]: (step: Step) => boolean } = {
  structural: ({ pairing }) => pairing !== "matched",
  decision: ({ kind, features, materiality }) =>
    materiality === "material" && (kind === "decision" || features.includes("tool_calls")),
  material: ({ materiality }) => materiality === "material",
  any: ({ materiality, pairing }) =>
    materiality === "material" || materiality === "minor" || pairing !== "matched",
};

const SAID: { readonly [What in FailOn]: string } = {
  structural: "were added, left out or moved",
  decision: "decided otherwise",
  material: "came to another result",
  any: "differ",
};

function reasonOf(what: FailOn, steps: readonly Step[], report: TraceDiffReport): GateReason[] {
  const count = steps.filter(COUNTS[what]).length;
  if (count === 0) return [];
  return [
    {
      code: what,
      message: `${count} of ${report.steps.length} steps ${SAID[what]}. ${report.headline.text}`,
    },
  ];
}
