import { describe, expect, it } from "vitest";
import { extractConditionals } from "./extract-conditionals";
import { matchConditionals } from "./match-conditionals";
import { sentencesOf } from "./sentences";

const SUPPORT = `You are a support agent. Be kind.

- If the user asks about billing, hand off.
- If the request is **ambiguous**, ask one clarifying question
  before acting. Otherwise, act at once.
- If the tool returns more than 50 rows, summarize before continuing.

If you cannot verify the user's identity, refuse politely and end the turn.
Never share internal notes.`;

describe("extractConditionals", () => {
  it("finds the conditionals of a prompt, where they stand and what they make the agent do", () => {
    expect(extractConditionals(SUPPORT)).toMatchObject([
      { line: 3, condition: "the user asks about billing", action: "hand off", kind: "handoff" },
      {
        line: 4,
        lastLine: 5,
        condition: "the request is ambiguous",
        action: "ask one clarifying question before acting",
        otherwise: "act at once",
        kind: "ask",
      },
      { line: 6, condition: "the tool returns more than 50 rows", detect: { rowsOver: 50 } },
      { line: 8, condition: "you cannot verify the user's identity", kind: "refuse", severity: 4 },
      { line: 9, condition: "always", action: "Never share internal notes", kind: "refuse" },
    ]);
  });

  it("marks just the sentence in the text", () => {
    const [first] = extractConditionals(SUPPORT);
    expect(SUPPORT.slice(first?.start, first?.end)).toBe(
      "If the user asks about billing, hand off.",
    );
  });

  it("suggests to tell a branch by its act where it is the only one that does so", () => {
    const [handoff, ask, , refuse] = extractConditionals(SUPPORT);
    expect(handoff?.detect).toEqual({ action: "handoff*" });
    expect(ask?.detect).toEqual({ action: "ask*" });
    expect(refuse?.detect).toBeUndefined();
  });

  it.each([
    [
      "Refuse politely if you cannot verify the user.",
      "you cannot verify the user",
      "Refuse politely",
    ],
    [
      "You should transfer the user to a human agent if and only if it is out of scope.",
      "if and only if it is out of scope",
      "You should transfer the user to a human agent",
    ],
    [
      "When the user names a city, a country or a region, then look it up.",
      "when the user names a city, a country or a region",
      "look it up",
    ],
    [
      "Bag allowance: If the user is a gold member, allow three bags.",
      "the user is a gold member",
      "allow three bags",
    ],
    [
      "Before any action (e.g. a refund, a booking), ask for confirmation.",
      "before any action (e.g. a refund, a booking)",
      "ask for confirmation",
    ],
  ])("cuts %j", (text, condition, action) => {
    expect(extractConditionals(text)).toMatchObject([{ condition, action }]);
  });

  it("takes limits for conditions, and questions about something for none", () => {
    expect(extractConditionals("Each booking has at most five passengers.")).toHaveLength(1);
    expect(extractConditionals("Tell me whether it rains. You are kind.")).toEqual([]);
    expect(extractConditionals("")).toEqual([]);
  });

  it("counts what a prompt says twice once", () => {
    expect(extractConditionals("If a, then b.\n\n* IF A,  then b.")).toHaveLength(1);
  });
});

describe("sentencesOf", () => {
  it("ends a sentence at a bullet, a heading and a blank line, not at a line's end", () => {
    const text = "# Rules\n- One thing\n  goes on.\n- Two.\n\nThree, i.e. the last. Four";
    const sentences = sentencesOf(text).map(({ start, end }) => text.slice(start, end));
    expect(sentences).toEqual([
      "Rules",
      "One thing\n  goes on.",
      "Two.",
      "Three, i.e. the last.",
      "Four",
    ]);
  });
});

describe("matchConditionals", () => {
  const branches = extractConditionals(SUPPORT).map(({ label, identity }, at) => ({
    id: `b${at}`,
    label,
    identities: [identity],
  }));

  it("finds every branch again in the text it came from, whatever its white space", () => {
    const again = extractConditionals(SUPPORT.replace("If the user", "If   the\n  user"));
    const { matches, missing } = matchConditionals(again, branches);
    expect(matches.map(({ status }) => status)).toEqual(branches.map(() => "same"));
    expect(missing).toEqual([]);
  });

  it("tells edited, added and removed conditionals apart", () => {
    const next = SUPPORT.replace("more than 50 rows", "more than 80 rows")
      .replace("Never share internal notes.", "")
      .replace("Be kind.", "Be kind. If the user is angry, apologise first.");
    const { matches, missing } = matchConditionals(extractConditionals(next), branches);
    expect(matches).toMatchObject([
      { status: "new" },
      { status: "same", id: "b0" },
      { status: "same", id: "b1" },
      { status: "edited", id: "b2" },
      { status: "same", id: "b3" },
    ]);
    expect(missing).toEqual(["b4"]);
  });
});
