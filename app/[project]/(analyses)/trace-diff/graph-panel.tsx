import { DataTable } from "@/components/data-table";
import { Panel } from "@/components/panel";
import { HELP } from "./help";
import type { GraphRow } from "./prepare-groups";
import styles from "./trace-diff.module.css";

const INDENT_PX = 14;

/** Both groups' calls as one tree, with how often each group makes them. */
export function GraphPanel({ rows }: { readonly rows: readonly GraphRow[] }) {
  return (
    <Panel
      id="graph"
      title="Aggregate graph"
      note={`${rows.filter(({ isSame }) => !isSame).length} of ${rows.length} places differ`}
      help={HELP.graph}
    >
      <DataTable
        caption="Places in the call graph, parents before children, the larger change first"
        columns={[
          { id: "place", title: "Place", isWide: true },
          { id: "kind", title: "Kind" },
          { id: "a", title: "A per trace", isNumeric: true },
          { id: "b", title: "B per trace", isNumeric: true },
          { id: "shareA", title: "A has it", isNumeric: true },
          { id: "shareB", title: "B has it", isNumeric: true },
          { id: "change", title: "Change" },
        ]}
        rows={rows.map((row) => ({
          id: row.id,
          cells: {
            place: (
              <span style={{ paddingLeft: row.depth * INDENT_PX }} title={row.label}>
                {row.label}
              </span>
            ),
            kind: row.kind,
            a: row.perTraceA,
            b: row.perTraceB,
            shareA: row.shareA,
            shareB: row.shareB,
            change: <span className={row.isSame ? styles["muted"] : undefined}>{row.change}</span>,
          },
        }))}
      />
    </Panel>
  );
}
