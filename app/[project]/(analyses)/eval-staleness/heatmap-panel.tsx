import Link from "next/link";
import { formatShare } from "@/components/format-share";
import { Panel } from "@/components/panel";
import { ScrollBox } from "@/components/scroll-box";
import type { EvalStalenessReport } from "@/lib/analyses/eval-staleness/report";
import type { HeatmapCell, HeatmapRow } from "@/lib/analyses/eval-staleness/report-shape";
import { changedSearch } from "../../traces/list-address";
import analysis from "../analysis.module.css";
import styles from "./eval-staleness.module.css";
import { HELP } from "./help";
import { cellText, cellTone } from "./prepare";

type HeatmapPanelProps = {
  readonly report: EvalStalenessReport;
  readonly search: string;
  readonly csvHref: string;
  /** The production traces of a kind; null when only examples of it are known. */
  readonly tracesOf: (row: HeatmapRow) => string | null;
};

/** With more suites beside them, examples would push cells out of sight. */
const MOST_BESIDE_EXAMPLES = 5;

/** What production asks, by how often, against which suites ask it. */
export function HeatmapPanel({ report, search, csvHref, tracesOf }: HeatmapPanelProps) {
  const { rows, columns } = report.heatmap;
  const hasExamples = columns.length <= MOST_BESIDE_EXAMPLES;
  const cells = new Map(
    report.heatmap.cells.map((cell) => [`${cell.cluster}\n${cell.suite}`, cell]),
  );
  return (
    <Panel
      id="heatmap"
      title="What production asks, and which suites ask it"
      note={noteOf(report)}
      help={HELP.heatmap}
      csvHref={csvHref}
    >
      {rows.length === 0 ? (
        <p className={analysis["muted"]}>
          Production of this time range neither says intents nor enough different texts to find
          kinds of requests in.
        </p>
      ) : (
        <>
          <ScrollBox className={styles["heat"]} label="Cases by kind and suite">
            <table>
              <caption className="tm-visually-hidden">
                Kinds of production requests, most frequent first, and the cases each suite has of
                them
              </caption>
              <thead>
                <tr>
                  <th scope="col">Kind of request</th>
                  {hasExamples ? <th scope="col">For example</th> : null}
                  <th scope="col" data-numeric>
                    Production, %
                  </th>
                  {columns.map(({ suite }) => (
                    <th key={suite} scope="col" title={suite}>
                      <Link href={changedSearch(search, { suite })} scroll={false} prefetch={false}>
                        {suite}
                      </Link>
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.cluster}>
                    <th scope="row" title={row.label}>
                      {row.label}
                    </th>
                    {hasExamples ? (
                      <td className={styles["example"]} title={row.example ?? undefined}>
                        {row.example}
                      </td>
                    ) : null}
                    <td data-numeric className={styles["share"]}>
                      <Share row={row} href={tracesOf(row)} />
                    </td>
                    {columns.map(({ suite }) => (
                      <Cell
                        key={suite}
                        cell={cells.get(`${row.cluster}\n${suite}`)}
                        share={row.share}
                        href={`${changedSearch(search, { suite, cluster: row.cluster })}#cases`}
                      />
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollBox>
          <Legend />
        </>
      )}
    </Panel>
  );
}

function noteOf({ production, orphans }: EvalStalenessReport): string {
  const kinds =
    production.kindsBy === "intents"
      ? "kinds are the intents that requests name"
      : "kinds were found in what requests say";
  const none = orphans.length === 0 ? "each has a case" : `${orphans.length} have no case`;
  return `${kinds}; ${none}`;
}

function Share({ row, href }: { readonly row: HeatmapRow; readonly href: string | null }) {
  const text = (row.share * 100).toFixed(1);
  const bar = <span className={styles["shareBar"]} style={{ width: `${row.share * 100}%` }} />;
  return (
    <>
      {href === null ? (
        text
      ) : (
        <Link href={href} prefetch={false}>
          {text}
        </Link>
      )}
      {bar}
    </>
  );
}

type CellProps = {
  readonly cell: HeatmapCell | undefined;
  readonly share: number;
  readonly href: string;
};

function Cell({ cell, share, href }: CellProps) {
  if (cell === undefined) {
    const text = `no case, ${formatShare(share)} of production`;
    return (
      <td data-none title={text}>
        <span className="tm-visually-hidden">{text}</span>
      </td>
    );
  }
  const { side, strength } = cellTone(cell.log2Ratio);
  const text = cellText(cell);
  return (
    <td data-side={side} style={{ "--strength": `${Math.round(strength * 70)}%` } as object}>
      <Link className={styles["cell"]} href={href} prefetch={false} title={text} aria-label={text}>
        {cell.freshCases < 9.95 ? cell.freshCases.toFixed(1) : Math.round(cell.freshCases)}
        <small>/{cell.cases}</small>
      </Link>
    </td>
  );
}

function Legend() {
  return (
    <p className={styles["legend"]}>
      <span className={styles["legendItem"]}>
        <b>3.2</b>
        <small>/5</small> worth of fresh cases of all cases
      </span>
      <span className={styles["legendItem"]}>
        <i data-side="under" /> rarer in the suite than in production
      </span>
      <span className={styles["legendItem"]}>
        <i data-side="over" /> more frequent
      </span>
      <span className={styles["legendItem"]}>
        <i data-none /> no case
      </span>
    </p>
  );
}
