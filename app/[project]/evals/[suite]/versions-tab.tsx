import { DataTable } from "@/components/data-table";
import { formatCount } from "@/components/format";
import { Panel } from "@/components/panel";
import { RelativeTime } from "@/components/relative-time";
import { db } from "@/lib/store/db";
import { loadSuiteVersions } from "@/lib/store/eval-case-history";
import { loadEvalSuites } from "@/lib/store/eval-suites";
import { CaseNames } from "../case-names";
import styles from "../evals.module.css";
import { HELP } from "../help";
import { PageLinks, skipOf } from "../page-links";
import type { TabProps } from "./tab-props";

const PAGE_ROWS = 50;
/** Cases that are named; the rest is counted. */
const NAMED = 8;

/** The versions of a suite, latest first, and which cases each of them changed. */
export async function VersionsTab({ slug, projectId, suite, search, now }: TabProps) {
  const skip = skipOf(new URLSearchParams(search));
  const [versions, suites] = await Promise.all([
    loadSuiteVersions(db, projectId, suite, { limit: PAGE_ROWS, skip }),
    loadEvalSuites(db, projectId),
  ]);
  const total = suites.find((row) => row.suite === suite)?.version ?? 0;
  const named = (ids: readonly string[]) => <Named slug={slug} suite={suite} ids={ids} />;
  return (
    <Panel id="versions" title="Versions" help={HELP.versions}>
      {versions.length === 0 ? (
        <p className={styles["muted"]}>No case of this suite was posted yet.</p>
      ) : (
        <DataTable
          caption="Versions of the suite, latest first"
          columns={[
            { id: "version", title: "Version", isNumeric: true },
            { id: "at", title: "Posted" },
            { id: "by", title: "By" },
            { id: "added", title: "New cases", isWide: true },
            {
              id: "edited",
              title: "Edited",
              isWide: true,
              meaning: "Ask or expect something else",
            },
            { id: "described", title: "Described anew", isWide: true, meaning: "Same content" },
          ]}
          rows={versions.map((row) => ({
            id: String(row.version),
            cells: {
              version: row.version,
              at: <RelativeTime at={row.postedAt.toISOString()} now={now} />,
              by: row.postedBy,
              added: named(row.added),
              edited: named(row.edited),
              described: named(row.described),
            },
          }))}
        />
      )}
      <PageLinks
        skip={skip}
        shown={versions.length}
        total={total}
        pageSize={PAGE_ROWS}
        search={search}
      />
    </Panel>
  );
}

type NamedProps = {
  readonly slug: string;
  readonly suite: string;
  readonly ids: readonly string[];
};

function Named({ slug, suite, ids }: NamedProps) {
  if (ids.length === 0) return "none";
  return (
    <span title={ids.slice(0, 200).join(", ")}>
      {ids.length > 1 ? `${formatCount(ids.length)}: ` : null}
      <CaseNames slug={slug} suite={suite} ids={ids} most={NAMED} />
    </span>
  );
}
