import { formatValue } from "@/lib/domain/trace-query-text";

/** Whose pages links lead to. */
const at = (slug: string, ...names: readonly string[]) =>
  `/${slug}/evals${names.map((name) => `/${encodeURIComponent(name)}`).join("")}`;

export const suiteHref = (slug: string, suite: string, search = "") =>
  `${at(slug, suite)}${search}`;

export const caseHref = (slug: string, suite: string, id: string) =>
  `${at(slug, suite)}/cases/${encodeURIComponent(id)}`;

export const runHref = (slug: string, suite: string, run: string) =>
  `${at(slug, suite)}/runs/${encodeURIComponent(run)}`;

export const compareHref = (slug: string, suite: string, a: string, b: string) =>
  `${at(slug, suite)}/compare?${new URLSearchParams({ a, b })}`;

export const traceHref = (slug: string, traceId: string) =>
  `/${slug}/traces/${encodeURIComponent(traceId)}`;

/** One table of a suite as a file. */
export const exportHref = (slug: string, suite: string, table: string, more = {}) =>
  `${at(slug, suite)}/export?${new URLSearchParams({ table, ...more })}`;

/** The traces that say they belong to a run. */
export const runTracesHref = (slug: string, suite: string, run: string) =>
  `/${slug}/traces?${new URLSearchParams({ q: `suite:${formatValue(suite)} run:${formatValue(run)}` })}`;
