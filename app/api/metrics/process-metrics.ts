import { monitorEventLoopDelay } from "node:perf_hooks";
import { ingestCounts } from "@/lib/ingest/ingest-counters";
import type { Metric } from "./prometheus-text";

// Runs from the first scrape on, so that whoever does not scrape does not pay for it.
const RESOLUTION_MS = 20;
const eventLoop = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
eventLoop.enable();

const NANOS_PER_SECOND = 1e9;
const MICROS_PER_SECOND = 1e6;

/** How this process is doing, under the names that Prometheus clients commonly use. */
export function processMetrics(): Metric[] {
  const { rss, heapUsed } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  const startedAt = Date.now() / 1_000 - process.uptime();
  return [
    ...ingestMetrics(),
    gauge("process_resident_memory_bytes", "Memory the process holds.", rss),
    gauge("nodejs_heap_size_used_bytes", "JavaScript heap in use.", heapUsed),
    {
      ...gauge("process_cpu_seconds_total", "CPU time used.", (user + system) / MICROS_PER_SECOND),
      type: "counter",
    },
    gauge("process_start_time_seconds", "When the process started, since 1970.", startedAt),
    ...eventLoopMetrics(),
  ];
}

function ingestMetrics(): Metric[] {
  const { refusals, open } = ingestCounts();
  const samples = [...refusals].map(([code, value]) => ({ value, labels: { code } }));
  return [
    {
      name: "tidemark_ingest_refusals_total",
      help: "Requests this process refused whole, of any project and of senders without a key.",
      type: "counter",
      samples,
    },
    gauge("tidemark_ingest_open_requests", "Requests this process is taking in now.", open),
  ];
}

/** Since the last scrape: how much later than asked the event loop came round. */
function eventLoopMetrics(): Metric[] {
  // Node measures from one look to the next, the asked interval included; nothing yet is NaN.
  const seconds = (nanos: number) =>
    Math.max(0, (nanos || 0) / NANOS_PER_SECOND - RESOLUTION_MS / 1_000);
  const { mean, max } = eventLoop;
  const p99 = eventLoop.percentile(99);
  eventLoop.reset();
  return [
    gauge(
      "nodejs_eventloop_lag_mean_seconds",
      "Mean event loop lag since the last scrape.",
      seconds(mean),
    ),
    gauge(
      "nodejs_eventloop_lag_p99_seconds",
      "p99 event loop lag since the last scrape.",
      seconds(p99),
    ),
    gauge(
      "nodejs_eventloop_lag_max_seconds",
      "Longest event loop lag since the last scrape.",
      seconds(max),
    ),
  ];
}

function gauge(name: string, help: string, value: number): Metric {
  return { name, help, type: "gauge", samples: [{ value }] };
}
