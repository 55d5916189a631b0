import type { CaseStatus } from "@/lib/domain/evals/eval-case";
import type { CaseFilter } from "@/lib/store/eval-case-list";

const STATUSES: readonly CaseStatus[] = ["active", "draft", "retired"];
const MAX_TEXT = 200;

/** What an address narrows a suite's cases to; what does not fit narrows nothing. */
export function caseFilterOf(search: URLSearchParams): CaseFilter {
  const said = (name: string) => search.get(name)?.replaceAll("\0", "").slice(0, MAX_TEXT) || null;
  return {
    status: STATUSES.find((status) => status === said("status")) ?? null,
    intent: said("intent"),
    tag: said("tag"),
    text: said("q"),
  };
}
