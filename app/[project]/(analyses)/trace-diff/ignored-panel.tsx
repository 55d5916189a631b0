import { DataTable } from "@/components/data-table";
import { Panel } from "@/components/panel";
import { HELP } from "./help";
import type { IgnoredView } from "./prepare";
import styles from "./trace-diff.module.css";
import { VolatilePathsForm } from "./volatile-paths-form";

type IgnoredPanelProps = {
  readonly slug: string;
  readonly ignored: readonly IgnoredView[];
  /** The project's own. */
  readonly paths: readonly string[];
};

/** What differs and was not compared, and the paths that the project wants left out. */
export function IgnoredPanel({ slug, ignored, paths }: IgnoredPanelProps) {
  return (
    <Panel id="ignored" title="Ignored" note="Differs, and was not compared" help={HELP.ignored}>
      {ignored.length === 0 ? (
        <p className={styles["muted"]}>Nothing that differs was left out.</p>
      ) : (
        <DataTable
          caption="Paths that differ and are not compared, the most frequent first"
          columns={[
            { id: "path", title: "Path" },
            { id: "reason", title: "Why" },
            { id: "pairs", title: "Steps", isNumeric: true },
            { id: "a", title: "A" },
            { id: "b", title: "B" },
          ]}
          rows={ignored.map((row) => ({
            id: row.path,
            cells: {
              path: <code>{row.path}</code>,
              reason: row.reason,
              pairs: row.pairs,
              a: row.a,
              b: row.b,
            },
          }))}
        />
      )}
      <VolatilePathsForm slug={slug} paths={paths} />
    </Panel>
  );
}
