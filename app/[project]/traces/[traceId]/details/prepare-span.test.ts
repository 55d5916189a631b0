import { describe, expect, it } from "vitest";
import { aSpan } from "@/test/span";
import { prepareSpan } from "./prepare-span";

const usage = {
  inputTokens: 1200,
  cachedInputTokens: null,
  cacheWriteInputTokens: null,
  outputTokens: 0,
  reasoningTokens: null,
};
const section = (span: Parameters<typeof aSpan>[0], title: string) =>
  prepareSpan(aSpan(span)).sections.find((one) => one.title === title)?.content;
const factOf = (span: Parameters<typeof aSpan>[0], group: string, label: string) =>
  prepareSpan(aSpan(span))
    .factGroups.find(({ title }) => title === group)
    ?.facts.find((fact) => fact.label === label);

describe("what a span took in and gave back", () => {
  it("shows messages as a conversation, text as text and the rest as JSON", () => {
    const input = [{ role: "user", parts: [{ type: "text", content: "Hello" }] }];
    expect(section({ kind: "llm", input }, "Input")).toMatchObject({
      form: "conversation",
      turns: [{ role: "user", parts: [{ form: "text", text: "Hello" }] }],
    });
    expect(section({ output: "Hi" }, "Output")).toEqual({ form: "text", text: "Hi" });
    expect(section({ output: { a: 0 } }, "Output")).toEqual({ form: "json", value: { a: 0 } });
  });

  it("says when nothing was recorded, and when what was recorded is empty", () => {
    expect(section({}, "Input")).toEqual({
      form: "absent",
      note: "The sender did not record the input.",
    });
    expect(section({ output: "" }, "Output")).toEqual({
      form: "absent",
      note: "Recorded, and empty.",
    });
    expect(section({ output: false }, "Output")).toEqual({ form: "json", value: false });
  });

  it("says that a failed call has no output because it failed", () => {
    const status = { code: "error", message: "429" } as const;
    expect(section({ kind: "llm", status }, "Output")).toMatchObject({
      note: "No output: the call failed.",
    });
  });

  it("takes a tool's arguments and result from its own fields before input and output", () => {
    const tool = {
      name: "search",
      callId: null,
      arguments: { q: 1 },
      result: null,
      definitions: null,
      rawBytes: 2048,
    };
    const span = { kind: "tool", tool, input: "sent", output: "given" } as const;
    expect(section(span, "Arguments")).toEqual({ form: "json", value: { q: 1 } });
    expect(section(span, "Result")).toEqual({ form: "text", text: "given" });
    expect(factOf(span, "Tool", "Result before any cut")?.value).toBe("2.05 kB");
  });

  it("shows documents in rank order and folds what repeats them", () => {
    const documents = [{ id: "d1", score: 0.9, content: "text", metadata: null }];
    const { sections } = prepareSpan(
      aSpan({
        kind: "retrieval",
        retrieval: { query: "q", index: null, documents },
        output: "raw",
      }),
    );
    expect(sections.map(({ title, isFolded }) => [title, isFolded])).toEqual([
      ["Query", false],
      ["1 document, best first", false],
      ["Output as sent", true],
    ]);
  });
});

describe("the facts of a span", () => {
  it("marks a model that is not the one asked for", () => {
    const model = { requested: "gpt-4o", served: "gpt-3.5-turbo", fingerprint: null };
    expect(factOf({ kind: "llm", model }, "Model", "Served")).toMatchObject({
      value: "gpt-3.5-turbo",
      isOdd: true,
    });
    expect(prepareSpan(aSpan({ kind: "llm", model })).headline[1]).toMatchObject({
      value: "gpt-3.5-turbo",
      note: "asked for gpt-4o",
    });
  });

  it("tells zero tokens from tokens that nobody counted", () => {
    expect(factOf({ kind: "llm", usage }, "Usage", "Output tokens")?.value).toBe("0");
    expect(factOf({ kind: "llm", usage }, "Usage", "of these cached")?.value).toBeNull();
    expect(factOf({ kind: "llm", costUsd: 0 }, "Usage", "Cost, as sent")?.value).toBe("$0");
    expect(factOf({ kind: "llm" }, "Usage", "Cost, as sent")?.value).toBeNull();
  });

  it("names every axis of the envelope, also those nobody speaks of", () => {
    const span = { envelope: { router: "v3", house_style: "b" }, sampling: { seed: 7 } };
    expect(factOf(span, "Envelope", "router")?.value).toBe("v3");
    expect(factOf(span, "Envelope", "sampling")?.value).toBe('{"seed":7}');
    expect(factOf(span, "Envelope", "harness")?.value).toBeNull();
    expect(factOf(span, "Envelope", "house_style")?.value).toBe("b");
  });

  it("leaves out what does not concern the span", () => {
    const titles = prepareSpan(aSpan()).factGroups.map(({ title }) => title);
    expect(titles).toEqual(["Time", "Envelope", "Identity"]);
  });
});

it("warns of wrong clocks, dropped attributes and cut answers", () => {
  const { warnings } = prepareSpan(
    aSpan({ clockSuspect: true, droppedCount: 3, finishReason: "length" }),
  );
  expect(warnings).toHaveLength(3);
  expect(warnings[1]).toContain("dropped 3 attributes");
  expect(prepareSpan(aSpan()).warnings).toEqual([]);
});

it("counts events from the start of the span, backwards too", () => {
  const startedAt = new Date("2026-03-01T12:00:00Z");
  const event = (ms: number) => ({
    name: "exception",
    at: new Date(startedAt.getTime() + ms),
    attributes: {},
  });
  const { events } = prepareSpan(aSpan({ startedAt, events: [event(1500), event(-20)] }));
  expect(events.map(({ offset }) => offset)).toEqual(["+1.50 s", "20 ms before the start"]);
});
