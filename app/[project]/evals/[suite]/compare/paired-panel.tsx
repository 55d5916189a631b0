import { UNKNOWN } from "@/components/format";
import { Panel } from "@/components/panel";
import type { RunComparison } from "@/lib/domain/evals/compare-runs";
import styles from "../../evals.module.css";
import { HELP } from "../../help";
import { ChangeDot, reachOf } from "../../rate-dot";
import { changeText } from "../../rate-text";
import tableStyles from "./compare.module.css";
import { pText } from "./prepare-comparison";
import { type RunSide, SideName } from "./run-side";

type PairedPanelProps = {
  readonly comparison: RunComparison;
  readonly a: RunSide;
  readonly b: RunSide;
};

/** The cases that both runs tried, by how they came out in each. */
export function PairedPanel({ comparison, a, b }: PairedPanelProps) {
  const { paired, p } = comparison;
  return (
    <Panel id="paired" title="Common cases" help={HELP.paired}>
      <p className={styles["note"]}>
        <SideName letter="A" side={a} />
        <br />
        <SideName letter="B" side={b} />
      </p>
      <table className={tableStyles["square"]}>
        <caption className="tm-visually-hidden">Common cases by outcome in A and in B</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">B passes</th>
            <th scope="col">B fails</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">A passes</th>
            <td>{paired.both}</td>
            <td data-lost>
              <a href="#discordant">{paired.onlyFirst}</a>
            </td>
          </tr>
          <tr>
            <th scope="row">A fails</th>
            <td data-won>
              <a href="#discordant">{paired.onlySecond}</a>
            </td>
            <td>{paired.neither}</td>
          </tr>
        </tbody>
      </table>
      <dl className={styles["facts"]}>
        <dt>B minus A</dt>
        <dd>{paired.change ? changeText(paired.change) : UNKNOWN}</dd>
        <dt>Interval</dt>
        <dd>
          <ChangeDot change={paired.change} reach={reachOf([paired.change])} />
        </dd>
        <dt>McNemar, exact</dt>
        <dd>p = {pText(p)}</dd>
      </dl>
    </Panel>
  );
}
