import type { Database } from "@/lib/store/database";
import { loadEvalSuites, type StoredSuite } from "@/lib/store/eval-suites";
import { loadRunRows, type RunRow } from "./load-run-rows";

/** A suite: one with cases, one that only runs name, or both. */
export type SuiteRow = {
  readonly suite: string;
  /** Null when no case of it was ever posted. */
  readonly stored: StoredSuite | null;
  /** Null without a run. */
  readonly latest: RunRow | null;
};

/** The suites of a project, by name. */
export async function loadSuiteRows(db: Database, projectId: number): Promise<SuiteRow[]> {
  const [stored, latest] = await Promise.all([
    loadEvalSuites(db, projectId),
    loadRunRows(db, projectId, { limit: 1 }),
  ]);
  const names = new Set([...stored, ...latest].map(({ suite }) => suite));
  return [...names].sort().map((suite) => ({
    suite,
    stored: stored.find((row) => row.suite === suite) ?? null,
    latest: latest.find((row) => row.suite === suite) ?? null,
  }));
}
