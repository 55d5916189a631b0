import { formatCount, formatDuration } from "@/components/format";
import { formatBytes } from "@/components/format-bytes";
import type { ReasonCount } from "@/lib/domain/ingest-reasons";
import type { DeriveLag } from "@/lib/store/derive-lag";
import type { IngestCounts } from "@/lib/store/ingest-ledger";
import type { RedactionCount } from "@/lib/store/redaction";
import { RedactionCounts } from "../redaction-counts";
import styles from "./ingest.module.css";
import { formatReasonCount, formatStoredRatio } from "./prepare-hours";

type FindingsProps = {
  readonly counts: IngestCounts;
  readonly lag: DeriveLag;
  readonly reasons: readonly ReasonCount[];
  readonly redacted: readonly RedactionCount[];
};

/** What stands behind the verdict: why something was not kept, how much room it takes, what waits. */
export function Findings({ counts, lag, reasons, redacted }: FindingsProps) {
  return (
    <div className={styles["findings"]}>
      <Reasons reasons={reasons} />
      <section className={styles["panel"]} aria-label="Bytes">
        <h2>Bytes</h2>
        <dl>
          <dt>on the wire</dt>
          <dd>{formatBytes(counts.wireBytes)}</dd>
          <dt>received, unzipped</dt>
          <dd>{formatBytes(counts.bytes)}</dd>
          <dt>added to the store</dt>
          <dd>{formatBytes(counts.storedBytes)}</dd>
          <dt>stored per received byte</dt>
          <dd>{formatStoredRatio(counts)}</dd>
        </dl>
        <p>
          Content that repeats is kept once. Stored bytes are those of the rows' text, before
          Postgres compresses it.
        </p>
      </section>
      <section className={styles["panel"]} aria-label="Lists and analyses">
        <h2>Lists and analyses</h2>
        <dl>
          <dt>behind by</dt>
          <dd>{formatDuration(lag.lagSeconds * 1_000)}</dd>
          <dt>batches waiting</dt>
          <dd>{formatCount(lag.waiting)}</dd>
          <dt>failed, tried again</dt>
          <dd>{formatCount(lag.failing)}</dd>
        </dl>
        <p>
          As of now. What is stored is in the list of traces within 2 s and in analyses within 10 s,
          unless it says otherwise here.
        </p>
      </section>
      <section className={styles["panel"]} aria-label="Secrets taken out">
        <h2>Secrets taken out</h2>
        <RedactionCounts counts={redacted} />
        <p>Before anything was stored. Which kinds are looked for is a setting of the project.</p>
      </section>
    </div>
  );
}

function Reasons({ reasons }: Pick<FindingsProps, "reasons">) {
  return (
    <section className={styles["panel"]} aria-label="Not kept, by reason" data-wide>
      <h2>Not kept, by reason</h2>
      {reasons.length === 0 ? (
        <p>Every span that arrived was kept.</p>
      ) : (
        <div className={styles["reasons"]}>
          <table className={styles["table"]}>
            <thead>
              <tr>
                <th scope="col" data-numeric>
                  How much
                </th>
                <th scope="col">Reason</th>
                <th scope="col">For example</th>
              </tr>
            </thead>
            <tbody>
              {reasons.map((reason) => (
                <tr key={reason.reason}>
                  <td data-numeric>{formatReasonCount(reason)}</td>
                  <td className={styles["reason"]} title={reason.reason}>
                    {reason.reason}
                  </td>
                  <td className={styles["example"]} title={reason.sample ?? undefined}>
                    {reason.sample}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
