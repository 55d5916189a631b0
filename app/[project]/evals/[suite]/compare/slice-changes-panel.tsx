import { DataTable } from "@/components/data-table";
import { UNKNOWN } from "@/components/format";
import { formatShare } from "@/components/format-share";
import { Panel } from "@/components/panel";
import type { SliceChange } from "@/lib/domain/evals/compare-runs";
import { suiteHref } from "../../eval-address";
import styles from "../../evals.module.css";
import { HELP } from "../../help";
import { CountLink } from "../../links";
import { ChangeDot, reachOf } from "../../rate-dot";
import { changeText } from "../../rate-text";

type SliceChangesPanelProps = {
  readonly slug: string;
  readonly suite: string;
  readonly slices: readonly SliceChange[];
};

const SHOWN = 60;

/** The common cases by intent and tag. */
export function SliceChangesPanel({ slug, suite, slices }: SliceChangesPanelProps) {
  const shown = slices.slice(0, SHOWN);
  const reach = reachOf(shown.map(({ paired }) => paired.change));
  if (shown.length === 0) return null;
  return (
    <div className={styles["wide"]}>
      <Panel
        id="slices"
        title="By intent and tag"
        note="Of the common cases. Of many slices some differ by chance alone."
        help={HELP.paired}
      >
        <DataTable
          caption="Change of the pass rate by intent and tag, largest slice first"
          columns={[
            { id: "dimension", title: "By" },
            { id: "value", title: "Value", isWide: true },
            { id: "cases", title: "Cases", isNumeric: true },
            { id: "a", title: "A passes", isNumeric: true },
            { id: "b", title: "B passes", isNumeric: true },
            { id: "change", title: "B minus A, points (95 %)", isNumeric: true },
            { id: "dot", title: `−${Math.round(reach * 100)} to +${Math.round(reach * 100)}` },
          ]}
          rows={shown.map(({ dimension, value, paired }) => ({
            id: `${dimension} ${value}`,
            cells: {
              dimension,
              value,
              cases: (
                <CountLink
                  count={paired.cases}
                  href={suiteHref(slug, suite, `?${new URLSearchParams({ [dimension]: value })}`)}
                />
              ),
              a: formatShare(paired.shareA),
              b: formatShare(paired.shareB),
              change: paired.change ? changeText(paired.change) : UNKNOWN,
              dot: <ChangeDot change={paired.change} reach={reach} />,
            },
          }))}
        />
      </Panel>
    </div>
  );
}
