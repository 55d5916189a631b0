import { formatShare } from "@/components/format-share";
import { Panel } from "@/components/panel";
import { ScrollBox } from "@/components/scroll-box";
import type { EvalStalenessReport } from "@/lib/analyses/eval-staleness/report";
import analysis from "../analysis.module.css";
import styles from "./eval-staleness.module.css";
import { HELP } from "./help";

type MonthsPanelProps = { readonly report: EvalStalenessReport; readonly csvHref: string };

/** How stale each suite was, month by month. */
export function MonthsPanel({ report, csvHref }: MonthsPanelProps) {
  const months = [...new Set(report.months.map(({ month }) => month))];
  const found = new Map(report.months.map((cell) => [`${cell.suite}\n${cell.month}`, cell]));
  return (
    <Panel
      id="months"
      title="Stale share by month"
      note="each month's last check, against the four weeks before it"
      help={HELP.months}
      csvHref={csvHref}
    >
      {months.length === 0 ? (
        <p className={analysis["muted"]}>
          No four weeks of production hold enough different texts to check against.
        </p>
      ) : (
        <ScrollBox className={styles["heat"]} label="Stale share by suite and month">
          <table>
            <caption className="tm-visually-hidden">
              Share of a suite's cases that resembled nothing in production, by month
            </caption>
            <thead>
              <tr>
                <th scope="col">Suite</th>
                {months.map((month) => (
                  <th key={month} scope="col" data-numeric>
                    {month}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {report.suites.map(({ suite }) => (
                <tr key={suite}>
                  <th scope="row" title={suite}>
                    {suite}
                  </th>
                  {months.map((month) => (
                    <Month key={month} cell={found.get(`${suite}\n${month}`)} />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
    </Panel>
  );
}

type MonthProps = { readonly cell: EvalStalenessReport["months"][number] | undefined };

function Month({ cell }: MonthProps) {
  const stale = cell?.staleFraction ?? null;
  if (!cell || stale === null) return <td title="cannot tell: no case could be compared" />;
  return (
    <td
      data-numeric
      data-side="stale"
      style={{ "--strength": `${Math.round(stale * 80)}%` } as object}
      title={`${formatShare(stale)} of ${cell.compared} cases`}
    >
      <span className={styles["cell"]}>{(stale * 100).toFixed(0)} %</span>
    </td>
  );
}
