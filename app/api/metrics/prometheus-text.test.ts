import { expect, it } from "vitest";
import { formatMetrics } from "./prometheus-text";

it("writes name, help, type and one line a sample", () => {
  const text = formatMetrics([
    {
      name: "tidemark_ingest_spans_total",
      help: "Spans received.",
      type: "counter",
      samples: [{ value: 3, labels: { project: "shop", result: "stored" } }, { value: 0.5 }],
    },
    { name: "up", help: "Up.", type: "gauge", samples: [] },
  ]);
  expect(text).toBe(
    `# HELP tidemark_ingest_spans_total Spans received.
# TYPE tidemark_ingest_spans_total counter
tidemark_ingest_spans_total{project="shop",result="stored"} 3
tidemark_ingest_spans_total 0.5
# HELP up Up.
# TYPE up gauge
`,
  );
});

it("escapes what would end a label", () => {
  const samples = [{ value: 1, labels: { project: 'a"b\\c\nd' } }];
  expect(formatMetrics([{ name: "x", help: "X.", type: "gauge", samples }])).toContain(
    String.raw`x{project="a\"b\\c\nd"} 1`,
  );
});
