import styles from "./ingest.module.css";
import { Moment } from "./moment";
import type { HourView } from "./prepare-hours";

const NUMBERS = [
  { title: "Requests", field: "requests", meaning: "Requests with this key" },
  { title: "Refused", field: "refused", meaning: "Requests of which nothing was taken" },
  { title: "Received", field: "received", meaning: "Spans = stored + duplicate + rejected" },
  { title: "Stored", field: "stored", meaning: "Spans that were new" },
  { title: "Duplicate", field: "duplicate", meaning: "Spans that were there already" },
  { title: "Rejected", field: "rejected", meaning: "Spans that could not be kept" },
  { title: "Late", field: "late", meaning: "Spans over an hour old when they arrived" },
  { title: "Unzipped", field: "bytes", meaning: "Size of the bodies, unzipped" },
  { title: "Stored size", field: "storedBytes", meaning: "What was added to the store" },
  { title: "Ratio", field: "ratio", meaning: "Stored size per byte unzipped" },
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
          {NUMBERS.map(({ title, meaning }) => (
            <th key={title} scope="col" title={meaning} data-numeric>
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
