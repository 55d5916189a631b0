import { formatCount } from "@/components/format";
import { Panel } from "@/components/panel";
import type { LeftOutReason, RunComparison } from "@/lib/domain/evals/compare-runs";
import { CaseNames } from "../../case-names";
import styles from "../../evals.module.css";
import { HELP } from "../../help";
import tableStyles from "./compare.module.css";
import type { RunSide } from "./run-side";

type LeftOutPanelProps = {
  readonly slug: string;
  readonly suite: string;
  readonly comparison: RunComparison;
  readonly a: RunSide;
  readonly b: RunSide;
};

const SHOWN = 100;

/** What the comparison does not speak of, and why. */
export function LeftOutPanel({ slug, suite, comparison, a, b }: LeftOutPanelProps) {
  const reasons: readonly [LeftOutReason, string][] = [
    ["edited", "Edited between the two runs"],
    ["content_unknown", "Content at the time not known"],
    ["only_a", `Only in A, ${a.run}`],
    ["only_b", `Only in B, ${b.run}`],
    ["unjudged", "Not judged in both"],
  ];
  const there = reasons.filter(([reason]) => comparison.leftOut[reason].length > 0);
  return (
    <Panel id="left-out" title="Left out" help={HELP.leftOut}>
      {there.length === 0 ? (
        <p className={styles["muted"]}>Nothing: both runs tried the same cases.</p>
      ) : (
        <ul className={tableStyles["list"]}>
          {there.map(([reason, title]) => (
            <li key={reason}>
              <strong>
                {title}: {formatCount(comparison.leftOut[reason].length)}
              </strong>
              <span className={tableStyles["ids"]}>
                <CaseNames
                  slug={slug}
                  suite={suite}
                  ids={comparison.leftOut[reason]}
                  most={SHOWN}
                />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
