import type { DeriveLag } from "@/lib/store/derive-lag";
import type { IngestCounts } from "@/lib/store/ingest-ledger";
import type { Metric } from "./prometheus-text";

/** What arrived for a project since its beginning, on all servers, and how far deriving is. */
export function projectMetrics(project: string, counts: IngestCounts, lag: DeriveLag): Metric[] {
  const by = (label: string, values: Readonly<Record<string, number>>) =>
    Object.entries(values).map(([name, value]) => ({ value, labels: { project, [label]: name } }));
  const one = (value: number) => [{ value, labels: { project } }];
  const { stored, duplicate, rejected, refused, requests } = counts;
  return [
    {
      name: "tidemark_ingest_spans_total",
      help: "Spans received, by what became of them.",
      type: "counter",
      samples: by("result", { stored, duplicate, rejected }),
    },
    {
      name: "tidemark_ingest_received_spans_total",
      help: "Spans received: the sum of tidemark_ingest_spans_total over its results.",
      type: "counter",
      samples: one(counts.received),
    },
    {
      name: "tidemark_ingest_late_spans_total",
      help: "Spans kept that started more than an hour before they arrived.",
      type: "counter",
      samples: one(counts.late),
    },
    {
      name: "tidemark_ingest_requests_total",
      help: "Requests that carried a valid key, by whether anything was taken.",
      type: "counter",
      samples: by("result", { taken: requests - refused, refused }),
    },
    {
      name: "tidemark_ingest_bytes_total",
      help: "Bytes as they came (wire), unzipped (body), and added to the store (stored).",
      type: "counter",
      samples: by("stage", {
        wire: counts.wireBytes,
        body: counts.bytes,
        stored: counts.storedBytes,
      }),
    },
    {
      name: "tidemark_derive_lag_seconds",
      help: "Age of the oldest stored spans that are in no list and analysis yet.",
      type: "gauge",
      samples: one(lag.lagSeconds),
    },
    {
      name: "tidemark_derive_queue_entries",
      help: "Batches of spans waiting to be derived, those that failed before included.",
      type: "gauge",
      samples: one(lag.waiting),
    },
    {
      name: "tidemark_derive_failing_entries",
      help: "Batches of spans that could not be derived and are tried again.",
      type: "gauge",
      samples: one(lag.failing),
    },
  ];
}
