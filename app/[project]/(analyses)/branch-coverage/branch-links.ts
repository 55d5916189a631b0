import { fieldTerm } from "../traces-link";

/** Traces that took a branch, by its key. */
export function branchTerm(key: string): string {
  return fieldTerm("branch", key);
}

/** Where the eval traces are that took a branch; evals are not narrowed by what production is. */
export function evalTracesHref(slug: string, key: string, prompt: string | null): string {
  const terms = ["source:eval", branchTerm(key), ...(prompt ? [fieldTerm("prompt", prompt)] : [])];
  return `/${slug}/traces?${new URLSearchParams({ q: terms.join(" "), range: "90d" })}`;
}

/** An anchor for a branch on the page. */
export function branchAnchor(id: string): string {
  return `branch-${encodeURIComponent(id)}`;
}
