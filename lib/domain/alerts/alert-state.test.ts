import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type AlertMemory,
  type AlertPolicy,
  calmMemory,
  type Finding,
  isFlapping,
  stepAlert,
} from "./alert-state";

const start = new Date("2026-06-01T00:00:00Z");
const minute = (index: number) => new Date(start.getTime() + index * 60_000);
const usual: AlertPolicy = { pendingFor: 2, resolveAfter: 2, noData: "keep" };

/** What happens when these are found, a minute apart: `+` holds, `-` is over, `?` cannot be known. */
function play(findings: string, policy = usual) {
  let memory: AlertMemory = calmMemory(start);
  const changes: (string | null)[] = [];
  for (const [index, sign] of [...findings].entries()) {
    const finding: Finding = sign === "?" ? null : sign === "+";
    const step = stepAlert(memory, finding, policy, minute(index));
    memory = step.memory;
    changes.push(step.change);
  }
  return { memory, changes, told: changes.filter((change) => change === "firing").length };
}

describe("an alert", () => {
  it("fires at the second evaluation that finds it, and is resolved at the second that does not", () => {
    const { changes } = play("++--");
    expect(changes).toEqual(["pending", "firing", null, "resolved"]);
  });

  it("tells nobody of what holds once only", () => {
    expect(play("+-+-").changes).toEqual(["pending", "calm", "pending", "calm"]);
  });

  it("is not resolved by a calm that is interrupted", () => {
    expect(play("++-+-+-").memory.state).toBe("firing");
  });

  it("fires at once when it need not hold for longer", () => {
    expect(play("+", { ...usual, pendingFor: 1 }).changes).toEqual(["firing"]);
  });
});

describe("without data", () => {
  it("stays as it is", () => {
    expect(play("??").memory.state).toBe("ok");
    expect(play("++???").memory.state).toBe("firing");
  });

  it("is over where the rule says so", () => {
    expect(play("++??", { ...usual, noData: "resolve" }).changes.at(-1)).toBe("resolved");
  });

  it("is trouble where the rule says so", () => {
    expect(play("??", { ...usual, noData: "fire" }).changes).toEqual(["pending", "firing"]);
  });
});

describe("one that comes and goes", () => {
  it("is told of three times and then held until it has been calm for long", () => {
    const { told, memory } = play("++--".repeat(20));
    expect(told).toBe(3);
    expect(memory.state).toBe("firing");
    expect(isFlapping(memory, minute(80))).toBe(true);
    expect(play(`${"++--".repeat(3)}${"-".repeat(8)}`).memory.state).toBe("ok");
  });
});

describe("whatever is found", () => {
  const findings = fc
    .array(fc.constantFrom("+", "-", "?"), { maxLength: 200 })
    .map((signs) => signs.join(""));
  const policy = fc.record({
    pendingFor: fc.integer({ min: 1, max: 5 }),
    resolveAfter: fc.integer({ min: 1, max: 5 }),
    noData: fc.constantFrom("keep", "resolve", "fire"),
  }) as fc.Arbitrary<AlertPolicy>;

  it("every firing is followed by its end before the next", () => {
    fc.assert(
      fc.property(findings, policy, (signs, rule) => {
        const told = play(signs, rule).changes.filter(
          (change) => change === "firing" || change === "resolved",
        );
        told.forEach((change, index) => {
          expect(change).toBe(index % 2 === 0 ? "firing" : "resolved");
        });
      }),
    );
  });

  it("what holds all the time fires once, and what never holds not at all", () => {
    fc.assert(
      fc.property(policy, fc.integer({ min: 5, max: 100 }), (rule, count) => {
        expect(play("+".repeat(count), rule).told).toBe(1);
        expect(play("-".repeat(count), rule).told).toBe(0);
      }),
    );
  });
});
