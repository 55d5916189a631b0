import { expect, it } from "vitest";
import { normalised } from "@/test/raw-span";

it("reads every attribute of ours", () => {
  const span = normalised({
    "tidemark.source": "canary",
    "tidemark.feature": "refunds",
    "tidemark.tenant": "acme",
    "tidemark.segment.plan": "pro",
    "tidemark.segment.region": "eu",
    "tidemark.tier": "mini",
    "tidemark.tier.intended": "primary",
    "tidemark.tier.reason": "timeout",
    "tidemark.tier.rule": "R7",
    "tidemark.decision.point": "route",
    "tidemark.decision.branch": "refund",
    "tidemark.decision.options": ["refund", "order"],
    "tidemark.decision.runner_up": "order",
    "tidemark.decision.margin": 0.2,
    "tidemark.envelope.router": "v3",
    "tidemark.eval.suite": "s",
    "tidemark.eval.run": "r",
    "tidemark.eval.case": "c",
    "tidemark.eval.attempt": 2,
    "tidemark.outcome": "refused",
    "tidemark.rerun_of": "abc",
    "tidemark.actor": "ann",
  });
  expect(span).toMatchObject({
    kind: "decision",
    source: "canary",
    feature: "refunds",
    tenant: "acme",
    segments: { plan: "pro", region: "eu" },
    tier: { served: "mini", intended: "primary", reason: "timeout", rule: "R7" },
    decision: {
      point: "route",
      branch: "refund",
      options: ["refund", "order"],
      runnerUp: "order",
      margin: 0.2,
    },
    envelope: { router: "v3" },
    eval: { suite: "s", run: "r", case: "c", attempt: 2 },
    outcome: "refused",
    rerunOf: "abc",
    actor: "ann",
    dialects: ["tidemark"],
  });
});

it("believes our tier over an application's metadata", () => {
  const span = normalised({ "tidemark.tier": "a", "ai.telemetry.metadata.tier": "b" });
  expect(span.tier?.served).toBe("a");
});

it("reads a tool's raw size and the index searched", () => {
  const tool = normalised({ "gen_ai.tool.name": "f", "tidemark.tool.raw_bytes": 9000 });
  expect(tool.tool?.rawBytes).toBe(9000);
  const search = normalised({
    "gen_ai.operation.name": "retrieval",
    "tidemark.envelope.retrieval_index": "kb-9",
    "gen_ai.data_source.id": "kb",
  });
  expect(search.retrieval?.index).toBe("kb-9");
});

it("takes what the process says for all its spans, and the span's word over it", () => {
  const resource = { "tidemark.source": "shadow", "tidemark.envelope.router": "v1" };
  expect(normalised({}, { resource })).toMatchObject({
    source: "shadow",
    envelope: { router: "v1" },
  });
  expect(normalised({ "tidemark.envelope.router": "v2" }, { resource }).envelope).toEqual({
    router: "v2",
  });
});

it("takes OpenTelemetry's test attributes for an eval", () => {
  const span = normalised({ "test.suite.name": "s", "test.case.name": "c" });
  expect(span).toMatchObject({ source: "eval", eval: { suite: "s", run: null, case: "c" } });
});

it("takes suite and run for all spans of a process that executes an eval", () => {
  const resource = { "tidemark.eval.suite": "gold", "tidemark.eval.run": "nightly" };
  const span = normalised({ "tidemark.eval.case": "c" }, { resource });
  expect(span.eval).toEqual({ suite: "gold", run: "nightly", case: "c", attempt: null });
  const tests = { "test.suite.name": "gold", "test.suite.run.id": "7" };
  expect(normalised({ "test.case.id": "c" }, { resource: tests }).eval).toEqual({
    suite: "gold",
    run: "7",
    case: "c",
    attempt: null,
  });
});
