import { RelativeTime } from "@/components/relative-time";
import styles from "../settings.module.css";

type AuditTableProps = {
  readonly now: string;
  readonly entries: readonly {
    readonly id: number;
    readonly at: string;
    readonly actorKind: string;
    readonly actorName: string;
    readonly action: string;
    readonly subject: string;
    readonly before: unknown;
    readonly after: unknown;
  }[];
};

export function AuditTable({ entries, now }: AuditTableProps) {
  if (entries.length === 0) return <p role="status">No change fits this.</p>;
  return (
    <table className={styles["table"]}>
      <caption className="tm-visually-hidden">Changes, latest first</caption>
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">By</th>
          <th scope="col">What</th>
          <th scope="col">Which</th>
          <th scope="col">Before and after</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.id}>
            <td>
              <RelativeTime at={entry.at} now={now} />
            </td>
            <td>
              {entry.actorName}
              {entry.actorKind === "person" ? null : ` (${entry.actorKind})`}
            </td>
            <td>
              <code>{entry.action}</code>
            </td>
            <td className={styles["name"]} title={entry.subject}>
              {entry.subject}
            </td>
            <td>
              <details>
                <summary>{summaryOf(entry.before, entry.after)}</summary>
                <div className={styles["states"]}>
                  <pre>{textOf(entry.before)}</pre>
                  <pre>{textOf(entry.after)}</pre>
                </div>
              </details>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The names of the fields that differ, or that it was made or removed. */
function summaryOf(before: unknown, after: unknown): string {
  if (before === null) return after === null ? "done" : "made";
  if (after === null) return "removed";
  const [old, young] = [fieldsOf(before), fieldsOf(after)];
  const changed = Object.keys({ ...old, ...young }).filter(
    (name) => JSON.stringify(old[name]) !== JSON.stringify(young[name]),
  );
  return changed.length === 0 ? "changed" : changed.join(", ");
}

function fieldsOf(state: unknown): Readonly<Record<string, unknown>> {
  const isObject = typeof state === "object" && state !== null;
  return isObject ? (state as Record<string, unknown>) : {};
}

const textOf = (state: unknown) => (state === null ? "not there" : JSON.stringify(state, null, 2));
