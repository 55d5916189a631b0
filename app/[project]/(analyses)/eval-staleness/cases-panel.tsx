import Link from "next/link";
import { DataTable } from "@/components/data-table";
import { formatCount, formatDay, UNKNOWN } from "@/components/format";
import { Panel } from "@/components/panel";
import { type Verdict, VerdictMark } from "@/components/verdict-mark";
import type { EvalStalenessReport } from "@/lib/analyses/eval-staleness/report";
import type { CaseState } from "@/lib/analyses/eval-staleness/report-shape";
import analysis from "../analysis.module.css";
import { caseHref } from "./case-strip";
import { HELP } from "./help";

type CasesPanelProps = {
  readonly slug: string;
  readonly report: EvalStalenessReport;
  readonly csvHref: string;
};

const SHOWN = 100;

/** Every case with why it is or is not fresh. */
export function CasesPanel({ slug, report, csvHref }: CasesPanelProps) {
  const { cases } = report;
  const rest = cases.length - SHOWN;
  return (
    <Panel
      id="cases"
      title="Cases"
      note={`${formatCount(cases.length)} active, the least fresh first`}
      help={HELP.cases}
      csvHref={csvHref}
    >
      <DataTable
        caption="Cases, the least fresh first"
        columns={[
          { id: "id", title: "Case" },
          { id: "suite", title: "Suite" },
          { id: "state", title: "State" },
          {
            id: "fresh",
            title: "Freshness",
            isNumeric: true,
            meaning: "alike × dependencies × discrimination",
          },
          { id: "factors", title: "alike × deps × tells", isNumeric: true },
          { id: "reasons", title: "Why", isWide: true },
          { id: "text", title: "Asks", isWide: true },
          { id: "age", title: "Age, days", isNumeric: true },
          { id: "told", title: "Last told apart" },
          {
            id: "pass",
            title: "Pass",
            isNumeric: true,
            meaning: "attempts of the latest subject that passed",
          },
        ]}
        rows={cases.slice(0, SHOWN).map((one) => ({
          id: `${one.suite}/${one.id}`,
          cells: cellsOf(slug, one),
        }))}
      />
      {rest > 0 ? (
        <p className={analysis["footnote"]}>
          {formatCount(rest)} more, all fresher than these: narrow to a suite or a kind of request
          above, or <a href={csvHref}>download all</a>.
        </p>
      ) : null}
    </Panel>
  );
}

function stateOf({ alive, reasons }: CaseState): readonly [Verdict, string] {
  const codes = new Set(reasons.map(({ code }) => code));
  if (codes.has("not_in_production") || codes.has("dependency_moved")) return ["broken", "stale"];
  if (codes.has("suspect")) return ["watch", "suspect"];
  if (codes.has("saturated") || codes.has("floor")) return ["watch", "tells nothing"];
  return alive === null ? ["unknown", "cannot tell"] : ["ok", "fresh"];
}

function cellsOf(slug: string, one: CaseState) {
  const [status, word] = stateOf(one);
  const { alive, dependencies, discrimination, product } = one.freshness;
  return {
    id: <Link href={caseHref(slug, one)}>{one.id}</Link>,
    suite: one.suite,
    state: <VerdictMark status={status} word={word} isSmall />,
    fresh: product === null ? UNKNOWN : product.toFixed(2),
    factors: `${alive ?? "?"} × ${dependencies} × ${discrimination.toFixed(2)}`,
    reasons: one.reasons.map(({ message }) => message).join("; ") || UNKNOWN,
    text: one.text ?? UNKNOWN,
    age: Math.round(one.ageDays),
    told:
      one.lastDiscriminatedAt === null
        ? "never"
        : `${formatDay(one.lastDiscriminatedAt)}${one.lastDiscriminationIsWeak ? " (weakly)" : ""}`,
    pass:
      one.passRate === null
        ? UNKNOWN
        : `${Math.round(one.passRate * one.attempts)} of ${one.attempts}`,
  };
}
