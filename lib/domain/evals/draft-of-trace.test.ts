import { expect, it } from "vitest";
import { aSpan } from "@/test/span";
import { contentOfText, textOfContent } from "./content-text";
import { draftOfTrace } from "./draft-of-trace";

const saying = (role: string, content: string) => ({
  role,
  parts: [{ type: "text" as const, content }],
});

it("takes what the root was asked and answered", () => {
  const root = aSpan({ input: { question: "Where is it?" }, output: "On its way." });
  const call = aSpan({ parentId: root.spanId, kind: "llm", input: "prompt", output: "raw" });
  expect(draftOfTrace([root, call])).toEqual({
    input: { question: "Where is it?" },
    expected: "On its way.",
    intent: null,
    dependsOn: {},
  });
});

it("takes the first question and the last good answer of model calls, without the prompt", () => {
  const root = aSpan({ segments: { intent: "refund" }, envelope: { retrieval_index: "v42" } });
  const first = aSpan({
    kind: "llm",
    parentId: root.spanId,
    prompt: { name: "support", version: "7" },
    input: [saying("system", "Be kind."), saying("user", "Refund me.")],
    output: [{ role: "assistant", parts: [] }],
  });
  const last = aSpan({
    kind: "llm",
    parentId: root.spanId,
    output: [saying("assistant", "Done.")],
  });
  const failed = aSpan({
    kind: "llm",
    parentId: root.spanId,
    status: { code: "error", message: null },
    output: "half an ans",
  });
  expect(draftOfTrace([root, first, last, failed])).toEqual({
    input: "Refund me.",
    expected: "Done.",
    intent: "refund",
    dependsOn: { corpus: "v42", prompt: "7" },
  });
});

it("keeps a conversation of several messages whole, and knows nothing of an empty trace", () => {
  const input = [saying("user", "Hello"), saying("assistant", "Hi"), saying("user", "Bye")];
  expect(draftOfTrace([aSpan({ input })]).input).toEqual(input);
  expect(draftOfTrace([])).toMatchObject({ input: null, expected: null });
});

it("gives back what it shows to be changed", () => {
  for (const content of ["plain", "[not json", { a: [1, null] }, [1]]) {
    expect(contentOfText(textOfContent(content))).toEqual(content);
  }
});
