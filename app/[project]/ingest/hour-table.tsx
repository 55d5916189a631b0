import styles from "./ingest.module.css";
import { Moment } from "./moment";
import type { HourView } from "./prepare-hours";

const NUMBERS = [
  { title: "Requests", field: "requests" },
  { title: "Refused", field: "refused" },
  { title: "Received", field: "received" },
  { title: "Stored", field: "stored" },
  { title: "Duplicate", field: "duplicate" },
  { title: "Rejected", field: "rejected" },
  { title: "Late", field: "late" },
  { title: "Unzipped", field: "bytes" },
  { title: "Stored size", field: "storedBytes" },
  { title: "Ratio", field: "ratio" },
] as const;

const ALARMING: Readonly<Record<string, "hasRejected" | "hasRefused">> = {
  rejected: "hasRejected",
  refused: "hasRefused",
};

/** Everything the ledger says of a window, by key and hour. */
export function HourTable({ rows }: { readonly rows: readonly HourView[] }) {
  return (
    <table className={styles["table"]}>
      <caption className="tm-visually-hidden">
        Spans by hour and key, latest first; requests and refused count requests
      </caption>
      <thead>
        <tr>
          <th scope="col">Hour from</th>
          <th scope="col">Key</th>
          {NUMBERS.map(({ title }) => (
            <th key={title} scope="col" data-numeric>
              {title}
            </th>
          ))}
          <th scope="col">Not kept, because</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>
              <Moment at={row.hour} />
            </td>
            <td className={styles["key"]} title={row.key}>
              {row.key}
            </td>
            {NUMBERS.map(({ field }) => (
              <td key={field} data-numeric data-alarm={isAlarming(row, field) || undefined}>
                {row[field]}
              </td>
            ))}
            <td className={styles["reason"]} title={row.reasons ?? undefined}>
              {row.reasons}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function isAlarming(row: HourView, field: string): boolean {
  const flag = ALARMING[field];
  return flag !== undefined && row[flag];
}
