import { describe, expect, it } from "vitest";
import { branchesBody, promptVersionBody } from "./intake";

const branch = { id: "handoff", point: "intent", branch: "handoff" };
const faultsOf = (...branches: object[]) => {
  const read = branchesBody.safeParse({ branches });
  return read.success ? [] : read.error.issues.map(({ path }) => path.join("."));
};

describe("branchesBody", () => {
  it("fills in what may be left out", () => {
    expect(branchesBody.parse({ branches: [branch] }).branches).toEqual([
      {
        ...branch,
        label: "handoff",
        condition: null,
        identities: [],
        prompt: null,
        promptVersion: null,
        severity: 3,
        owner: null,
        status: "active",
        reason: null,
        expiresAt: null,
        detect: null,
      },
    ]);
  });

  it("knows a condition by how it reads", () => {
    const condition = "If the user asks about **billing**,  hand off.";
    const [read] = branchesBody.parse({ branches: [{ ...branch, condition }] }).branches;
    expect(read).toMatchObject({
      label: condition,
      identities: ["if the user asks about billing, hand off"],
    });
  });

  it.each([
    [{ ...branch, severity: 6 }, "branches.0.severity"],
    [{ ...branch, status: "exempt" }, "branches.0.reason"],
    [{ ...branch, expiresAt: "2026-01-01T00:00:00Z" }, "branches.0.expiresAt"],
    [{ ...branch, promptVersion: "v1" }, "branches.0.promptVersion"],
    [{ ...branch, point: "a → b" }, "branches.0.point"],
    [{ ...branch, detect: {} }, "branches.0.detect"],
    [{ ...branch, colour: "red" }, "branches.0"],
  ])("refuses %j", (body, fault) => {
    expect(faultsOf(body)).toEqual([fault]);
  });

  it("refuses the same id twice", () => {
    expect(faultsOf(branch, branch)).toEqual(["branches.1.id"]);
  });
});

describe("promptVersionBody", () => {
  it("takes a text, and when it came into being where somebody says so", () => {
    expect(promptVersionBody.parse({ text: "If a, b." })).toEqual({
      text: "If a, b.",
      createdAt: null,
    });
    expect(promptVersionBody.safeParse({ text: "" }).success).toBe(false);
    expect(promptVersionBody.safeParse({ text: "a\0b" }).success).toBe(false);
  });
});
