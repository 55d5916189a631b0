import { Panel } from "@/components/panel";
import type { RunComparison } from "@/lib/domain/evals/compare-runs";
import styles from "../../evals.module.css";
import { HELP } from "../../help";
import { ChangeDot, reachOf } from "../../rate-dot";
import { changeText } from "../../rate-text";
import { type RunSide, SideName } from "./run-side";

type UnpairedPanelProps = {
  readonly comparison: RunComparison;
  readonly a: RunSide;
  readonly b: RunSide;
};

/** All judged cases of both, for when few are common. */
export function UnpairedPanel({ comparison: { unpaired }, a, b }: UnpairedPanelProps) {
  if (unpaired === null) return null;
  return (
    <div className={styles["wide"]}>
      <Panel
        id="unpaired"
        title="All cases, not paired"
        note="Whatever either run tried: what changed in the suite is in it too"
        help={HELP.unpaired}
      >
        <dl className={styles["facts"]}>
          <dt>
            <SideName letter="A" side={a} />
          </dt>
          <dd>
            {unpaired.a.successes} of {unpaired.a.trials} cases pass
          </dd>
          <dt>
            <SideName letter="B" side={b} />
          </dt>
          <dd>
            {unpaired.b.successes} of {unpaired.b.trials} cases pass
          </dd>
          <dt>B minus A (Newcombe)</dt>
          <dd>
            {changeText(unpaired.change)}{" "}
            <ChangeDot change={unpaired.change} reach={reachOf([unpaired.change])} />
          </dd>
        </dl>
      </Panel>
    </div>
  );
}
