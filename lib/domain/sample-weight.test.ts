import { expect, it } from "vitest";
import { sampleWeightOf } from "./sample-weight";
import type { Span } from "./span";

const otel = (traceState: string): Span["otel"] => ({
  kind: 0,
  traceState,
  flags: 0,
  statusCode: 0,
  statusMessage: "",
  scopeAttributes: {},
});
const weightOf = (traceState: string) => sampleWeightOf({ attributes: {}, otel: otel(traceState) });

it("reads a sampling threshold: 0 keeps everything, c one of four, 8 one of two", () => {
  expect(weightOf("ot=th:0")).toBe(1);
  expect(weightOf("ot=th:8")).toBe(2);
  expect(weightOf("vendor=1,ot=rv:1234;th:c;x:y")).toBe(4);
  expect(weightOf("ot=th:fd70a4")).toBeCloseTo(100, 3);
});

it("takes an attribute's word first, as number or text", () => {
  const attributes = { "tidemark.sample_weight": 10 };
  expect(sampleWeightOf({ attributes, otel: otel("ot=th:8") })).toBe(10);
  expect(sampleWeightOf({ attributes: { "tidemark.sample_weight": "2.5" }, otel: null })).toBe(2.5);
});

it("knows nothing from nonsense", () => {
  for (const said of [0, -1, "many", null, 1e12]) {
    expect(
      sampleWeightOf({ attributes: { "tidemark.sample_weight": said }, otel: null }),
    ).toBeNull();
  }
  expect(weightOf("")).toBeNull();
  expect(weightOf("ot=th:zz")).toBeNull();
  expect(weightOf("notot=th:8")).toBeNull();
});
