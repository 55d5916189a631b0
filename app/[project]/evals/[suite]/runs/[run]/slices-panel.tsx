import { DataTable } from "@/components/data-table";
import { formatCount, UNKNOWN } from "@/components/format";
import { Panel } from "@/components/panel";
import type { SliceRate } from "@/lib/domain/evals/summarise-run";
import { suiteHref } from "../../../eval-address";
import styles from "../../../evals.module.css";
import { HELP } from "../../../help";
import { CountLink } from "../../../links";
import { RateDot } from "../../../rate-dot";
import { rateText } from "../../../rate-text";

type SlicesPanelProps = {
  readonly slug: string;
  readonly suite: string;
  readonly slices: readonly SliceRate[];
};

const SHOWN = 60;

/** A run by intent and tag. */
export function SlicesPanel({ slug, suite, slices }: SlicesPanelProps) {
  return (
    <div className={styles["wide"]}>
      <Panel id="slices" title="By intent and tag" help={HELP.slices}>
        {slices.length === 0 ? (
          <p className={styles["muted"]}>None of its cases has an intent or a tag.</p>
        ) : (
          <DataTable
            caption="Pass rate by intent and tag, largest slice first"
            columns={[
              { id: "dimension", title: "By" },
              { id: "value", title: "Value", isWide: true },
              { id: "rate", title: "Pass rate, % (95 %)", isNumeric: true },
              { id: "dot", title: "0 to 100 %" },
              { id: "cases", title: "Cases", isNumeric: true },
              { id: "attempts", title: "Attempts", isNumeric: true },
            ]}
            rows={slices.slice(0, SHOWN).map(({ dimension, value, rate }) => ({
              id: `${dimension} ${value}`,
              cells: {
                dimension,
                value,
                rate: rate.share === null ? UNKNOWN : rateText(rate),
                dot: <RateDot rate={rate} />,
                cases: (
                  <CountLink
                    count={rate.cases}
                    href={suiteHref(slug, suite, `?${new URLSearchParams({ [dimension]: value })}`)}
                  />
                ),
                attempts: formatCount(rate.judged),
              },
            }))}
          />
        )}
      </Panel>
    </div>
  );
}
