/** What an alert is about, as far as its address goes. */
export type AlertPlace = {
  readonly slug: string;
  /** Slug of the analysis; null for a threshold. */
  readonly analysis: string | null;
  readonly scope: string;
  readonly feature: string | null;
};

const MONTH_MS = 30 * 86_400_000;
const HOUR_MS = 3_600_000;

/** The path of the page, in the window, that shows what an alert found at a moment. */
export function alertAddress({ slug, analysis, scope, feature }: AlertPlace, at: Date): string {
  const search = new URLSearchParams(scope);
  if (feature !== null) search.set("feature", feature);
  if (analysis === "trace-diff") return `/${slug}/trace-diff?${search}`;
  for (const name of ["from", "to", "range"]) search.delete(name);
  const length = analysis === null ? HOUR_MS : MONTH_MS;
  if (analysis === null) return `/${slug}/traces?${tracesSearch(search, at, length)}`;
  search.set("from", new Date(at.getTime() - length).toISOString());
  search.set("to", at.toISOString());
  return `/${slug}/${analysis}?${search}`;
}

/** The list of traces takes its filters as a query. */
function tracesSearch(scope: URLSearchParams, at: Date, length: number): URLSearchParams {
  const terms = [...scope].map(([name, value]) => {
    const field = name === "environment" ? "env" : name;
    return `${field}:${JSON.stringify(value)}`;
  });
  const search = new URLSearchParams();
  if (terms.length > 0) search.set("q", terms.join(" "));
  search.set("from", new Date(at.getTime() - length).toISOString());
  search.set("to", at.toISOString());
  return search;
}
