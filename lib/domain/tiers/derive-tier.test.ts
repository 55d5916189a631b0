import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aSpan } from "@/test/span";
import { answered, catalog, failed, root, span } from "@/test/tier-spans";
import { deriveTier, type TierSpan } from "./derive-tier";
import { failureText } from "./failure-reason";

describe("an explicit mark", () => {
  it("wins over everything else", () => {
    const tier = { served: "cheap", intended: "frontier", reason: "budget", rule: "router-7" };
    expect(deriveTier([root(), answered("big-2")], { tier }, catalog)).toEqual({
      ...tier,
      level: 1,
      basis: "explicit",
      touched: ["cheap", "frontier"],
    });
  });

  it("keeps its reason and rule where the tier itself comes from the catalog", () => {
    const tier = { served: null, intended: null, reason: "complexity", rule: "router-7" };
    expect(deriveTier([root(), answered("small-1")], { tier }, catalog)).toMatchObject({
      served: "cheap",
      reason: "complexity",
      rule: "router-7",
      basis: "catalog",
    });
  });

  it("takes the level of the catalog, else of the usual name, else none", () => {
    const mark = (served: string) => ({
      tier: { served, intended: null, reason: null, rule: null },
    });
    expect(deriveTier([root()], mark("canned"), catalog).level).toBe(2);
    expect(deriveTier([root()], mark("canned"), null).level).toBe(3);
    expect(deriveTier([root()], mark("blue-team"), null).level).toBeNull();
  });
});

describe("structure", () => {
  it("sees another model answer after a failed attempt under one parent", () => {
    expect(deriveTier([root(), failed("big"), answered("small")], {}, null)).toEqual({
      served: "secondary",
      level: 1,
      intended: "primary",
      reason: "provider_error",
      rule: null,
      basis: "structure",
      touched: ["primary", "secondary"],
    });
  });

  it("takes a retry of the same model for no step down", () => {
    const spans = [root(), failed("big"), failed("big-2026-01-31"), answered("big")];
    expect(deriveTier(spans, {}, null)).toMatchObject({
      served: "primary",
      reason: null,
      touched: ["primary"],
    });
  });

  it("counts the models tried, not the attempts", () => {
    const spans = [root(), failed("big"), failed("big"), failed("middle"), answered("small")];
    expect(deriveTier(spans, {}, null)).toMatchObject({ served: "tertiary", level: 2 });
  });

  it("looks through wrappers up to where the attempts lie side by side", () => {
    const spans = [
      root(),
      span({ spanId: "a", kind: "chain", status: "error" }),
      failed("big", { parentId: "a" }),
      span({ spanId: "b", kind: "chain" }),
      answered("small", { parentId: "b" }),
    ];
    expect(deriveTier(spans, {}, null).served).toBe("secondary");
  });

  it("gives LangChain's fallbacks the index of the child that answered", () => {
    const parent = root({ name: "RunnableWithFallbacks" });
    const unnamed = () => span({ status: "error" });
    expect(deriveTier([parent, span({})], {}, null).served).toBe("primary");
    expect(deriveTier([parent, unnamed(), span({})], {}, null).served).toBe("secondary");
    expect(deriveTier([parent, unnamed(), unnamed(), span({})], {}, null).level).toBe(2);
  });

  it("takes the answer that is recorded on the span around the failed attempts", () => {
    const chat = answered("small", { spanId: "chat" });
    const spans = [root(), chat, failed("big", { parentId: "chat" })];
    expect(deriveTier(spans, {}, null)).toMatchObject({ served: "secondary", intended: "primary" });
  });

  it("sees a model answer that was not asked for, and folds aliases and dates", () => {
    const other = span({ modelRequested: "gpt-4o", modelServed: "gpt-4o-mini" });
    expect(deriveTier([root(), other], {}, null)).toMatchObject({
      served: "secondary",
      intended: "primary",
      reason: "unknown",
    });
    const alias = span({ modelRequested: "gpt-4o", modelServed: "openai/gpt-4o-2024-08-06" });
    expect(deriveTier([root(), alias], {}, null).basis).toBe("none");
  });

  it("does not call a lone call primary: its failed attempt may have left no span", () => {
    expect(deriveTier([root(), answered("small")], {}, null)).toEqual({
      served: "unknown",
      level: null,
      intended: null,
      reason: null,
      rule: null,
      basis: "none",
      touched: [],
    });
    expect(deriveTier([root({ name: "fallback" }), answered("small")], {}, null).basis).toBe(
      "none",
    );
  });

  it("does not take an earlier step of an agent for an attempt", () => {
    const spans = [root(), failed("big"), answered("big"), answered("small")];
    expect(deriveTier(spans, {}, null).basis).toBe("none");
  });

  it("counts two recordings of one call once", () => {
    const at = new Date(5_000);
    const twice = (status: string, model: string, startedAt: Date) =>
      [1, 2].map(() => span({ status, modelRequested: model, modelServed: null, startedAt }));
    const spans = [root(), ...twice("error", "big", at), ...twice("ok", "small", new Date(6_000))];
    expect(deriveTier(spans, {}, null).served).toBe("secondary");
  });

  it("calls a request whose every attempt failed an error, unless its root says that it went well", () => {
    const spans = [failed("big"), failed("small")];
    expect(deriveTier([root({ status: "error" }), ...spans], {}, null)).toMatchObject({
      served: "error",
      level: 3,
      basis: "structure",
    });
    expect(deriveTier([root(), ...spans], {}, null).served).toBe("unknown");
  });

  it("cannot tell without a model call", () => {
    expect(deriveTier([root()], {}, null).served).toBe("unknown");
    expect(deriveTier([root({ status: "error" })], {}, null).served).toBe("unknown");
    expect(deriveTier([], {}, catalog).served).toBe("unknown");
  });

  it.each([
    ["TimeoutError", "timeout"],
    ["openai.RateLimitError", "rate_limit"],
    ["429", "rate_limit"],
    ["context_length_exceeded", "context_overflow"],
    ["content_filter", "guardrail"],
    ["_OTHER", "provider_error"],
  ])("reads the error %s as %s", (type, reason) => {
    const spans = [
      root(),
      failed("big", { failure: failureText(failing(type)) }),
      answered("small"),
    ];
    expect(deriveTier(spans, {}, null).reason).toBe(reason);
  });
});

it("does not depend on the order in which spans are given", () => {
  const call = fc.record({
    parentId: fc.constantFrom(null, "root", "a", "b"),
    kind: fc.constantFrom("llm", "chain", "tool"),
    status: fc.constantFrom("ok", "error"),
    modelRequested: fc.constantFrom(null, "big-2", "small-1"),
    modelServed: fc.constantFrom(null, "big-2", "small-1"),
  });
  const wrappers = [
    root(),
    span({ spanId: "a", kind: "chain" }),
    span({ spanId: "b", kind: "llm" }),
  ];
  fc.assert(
    fc.property(fc.array(call, { maxLength: 6 }), fc.boolean(), (facts, hasCatalog) => {
      const spans = [...wrappers, ...facts.map((fact) => span(fact as Partial<TierSpan>))];
      const given = hasCatalog ? catalog : null;
      const tier = deriveTier(spans, {}, given);
      expect(deriveTier([...spans].reverse(), {}, given)).toEqual(tier);
      expect(tier.touched.includes(tier.served)).toBe(tier.served !== "unknown");
    }),
  );
});

it("takes a large trace in its stride", () => {
  const calls = Array.from({ length: 20_000 }, (_, i) => answered(`model-${i % 7}`));
  const begin = performance.now();
  deriveTier([root(), ...calls], {}, catalog);
  expect(performance.now() - begin).toBeLessThan(1_000);
});

const failing = (type: string) =>
  aSpan({ status: { code: "error", message: null }, attributes: { "error.type": type } });

it("knows what went wrong from attributes, exceptions and the message of failed spans only", () => {
  expect(failureText(failing("429"))).toBe("429");
  const at = new Date(0);
  const exception = { name: "exception", at, attributes: { "exception.type": "TimeoutError" } };
  const failed = aSpan({ status: { code: "error", message: "gave up" }, events: [exception] });
  expect(failureText(failed)).toBe("TimeoutError gave up");
  expect(failureText({ ...failed, status: { code: "ok", message: null } })).toBeNull();
  expect(failureText(aSpan({ status: { code: "error", message: null } }))).toBeNull();
});
