import Link from "next/link";
import { formatCompact, formatCount } from "@/components/format";
import { toggleValue, valuesInQuery } from "@/lib/domain/trace-query-text";
import { FACET_SAMPLE, type Facet, type FacetField } from "@/lib/store/trace-facets";
import styles from "./list.module.css";
import { changedSearch } from "./list-address";

type FacetPanelProps = {
  readonly facets: readonly Facet[];
  readonly q: string;
  readonly search: string;
};

const TITLES: Readonly<Record<FacetField, string>> = {
  status: "Status",
  feature: "Feature",
  tier: "Tier",
  model: "Model served",
  source: "Source",
  env: "Environment",
  release: "Release",
  tag: "Tags",
  user: "User",
  name: "Name",
};

/** Values of each field with their counts; a click asks for a value or takes it back. */
export function FacetPanel({ facets, q, search }: FacetPanelProps) {
  const filled = facets.filter(({ values }) => values.length > 0);
  return (
    <section className={styles["facets"]} aria-label="Filters">
      {filled.map(({ field, values }, index) => (
        <details key={field} open={index < 6}>
          <summary>{TITLES[field]}</summary>
          <ul>
            {values.map(({ value, traces }) => (
              <li key={value}>
                <Link
                  href={changedSearch(search, { q: toggleValue(q, field, value) })}
                  aria-current={valuesInQuery(q, field).admitted.includes(value) || undefined}
                  title={value}
                  scroll={false}
                  prefetch={false}
                >
                  <span>{value === "" ? "(empty)" : value}</span>
                  <span>{formatCompact(traces)}</span>
                </Link>
              </li>
            ))}
          </ul>
        </details>
      ))}
      {isSample(facets) ? (
        <p className={styles["sample"]}>
          Counted over the newest {formatCount(FACET_SAMPLE)} traces of the range.
        </p>
      ) : null}
    </section>
  );
}

/** Every trace has one status, so its counts add up to what was counted. */
function isSample(facets: readonly Facet[]): boolean {
  const statuses = facets.find(({ field }) => field === "status")?.values ?? [];
  return statuses.reduce((sum, { traces }) => sum + traces, 0) >= FACET_SAMPLE;
}
