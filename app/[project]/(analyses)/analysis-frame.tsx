import type { ReactNode } from "react";
import { AsOf } from "@/components/freshness";
import type { AnalysisScope } from "@/lib/domain/analysis-scope";
import { RangePicker } from "../traces/range-picker";
import styles from "./analysis.module.css";
import { type FilterOption, ScopeFilters, type SetFilter } from "./scope-filters";

type AnalysisFrameProps = {
  readonly title: string;
  readonly question: string;
  readonly scope: AnalysisScope;
  /** The page's own query string. */
  readonly search: string;
  /** ISO 8601: when the page was read. */
  readonly readAt: string;
  /** Values that a filter can be set to. */
  readonly options: readonly FilterOption[];
  /** Parameters of its own that narrow what is shown, where they are set. */
  readonly ownFilters?: readonly SetFilter[];
  readonly action?: ReactNode;
  readonly children: ReactNode;
};

/** What every analysis has around its verdict: title, question, filters, time range. */
export function AnalysisFrame(props: AnalysisFrameProps) {
  const { title, question, scope, search, readAt, options, ownFilters = [], action } = props;
  const { from, to } = scope.window;
  return (
    <div className={styles["page"]}>
      <AsOf at={readAt} />
      <div className={styles["bar"]}>
        <div>
          <h1>{title}</h1>
          <p>{question}</p>
        </div>
        <div className={styles["tools"]}>
          {action}
          <RangePicker
            range={scope.range}
            from={from.toISOString()}
            to={to.toISOString()}
            search={search}
          />
        </div>
      </div>
      <ScopeFilters
        filters={[...filtersOf(scope), ...ownFilters]}
        options={options}
        search={search}
      />
      {props.children}
    </div>
  );
}

/** The filters that are set, by the parameter that sets them. */
function filtersOf({ feature, environment, tenant, segments }: AnalysisScope) {
  const own = Object.entries({ feature, environment, tenant });
  const free = Object.entries(segments).map(([key, value]) => [`segment.${key}`, value] as const);
  return [...own, ...free].flatMap(([name, value]) => (value === null ? [] : { name, value }));
}
