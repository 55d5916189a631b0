/** How a condition stands. `pending`: it holds, but not for long enough to tell anybody. */
export type AlertState = "ok" | "pending" | "firing";

/** What a rule does while nothing can be known: leave it, take it for over, or take it for trouble. */
export const NO_DATA_POLICIES = ["keep", "resolve", "fire"] as const;
export type NoDataPolicy = (typeof NO_DATA_POLICIES)[number];

export type AlertPolicy = {
  /** Evaluations in a row that must find the condition holding before it fires; at least 1. */
  readonly pendingFor: number;
  /** Evaluations in a row that must find it over before it is resolved; at least 1. */
  readonly resolveAfter: number;
  readonly noData: NoDataPolicy;
};

/** All that is remembered of a condition from one evaluation to the next. */
export type AlertMemory = {
  readonly state: AlertState;
  /** When it came to this state. */
  readonly since: Date;
  /** Evaluations in a row that spoke for leaving the state. */
  readonly streak: number;
  /** When it began to fire within the last hours, oldest first. */
  readonly firedAt: readonly Date[];
};

/** What one evaluation found; null: it cannot be known. */
export type Finding = boolean | null;

/** What is worth noting: `calm` is a pending one that is over before anybody was told. */
export type AlertChange = "pending" | "firing" | "resolved" | "calm";

export type AlertStep = { readonly memory: AlertMemory; readonly change: AlertChange | null };

/** One that began to fire so often within this time comes and goes. */
const FLAPPING_WINDOW_MS = 2 * 3_600_000;
const FLAPPING_FIRINGS = 3;
/** And is then resolved only after this many times as long a calm. */
const DAMPING = 5;

export function calmMemory(now: Date): AlertMemory {
  return { state: "ok", since: now, streak: 0, firedAt: [] };
}

/** Whether a condition comes and goes, so that its end is believed later than usual. */
export function isFlapping({ firedAt }: Pick<AlertMemory, "firedAt">, now: Date): boolean {
  return recent(firedAt, now).length >= FLAPPING_FIRINGS;
}

/**
 * The one step every alert takes at every evaluation: ok to pending to firing, and back to ok once
 * the condition has been over for long enough.
 */
export function stepAlert(
  memory: AlertMemory,
  finding: Finding,
  policy: AlertPolicy,
  now: Date,
): AlertStep {
  const holds = finding ?? holdsWithoutData(memory, policy);
  switch (memory.state) {
    case "ok":
      return holds ? whenHolding(memory, policy, now) : stay(memory, 0);
    case "pending":
      return holds ? whenHolding(memory, policy, now) : leave(memory, "calm", now);
    case "firing":
      return holds ? stay(memory, 0) : whenOver(memory, policy, now);
  }
}

function holdsWithoutData({ state }: AlertMemory, { noData }: AlertPolicy): boolean {
  if (noData === "fire") return true;
  return noData === "keep" && state === "firing";
}

function whenHolding(memory: AlertMemory, { pendingFor }: AlertPolicy, now: Date): AlertStep {
  const streak = memory.streak + 1;
  if (streak >= pendingFor) {
    const firedAt = [...recent(memory.firedAt, now), now];
    return { memory: { state: "firing", since: now, streak: 0, firedAt }, change: "firing" };
  }
  if (memory.state === "pending") return stay(memory, streak);
  return { memory: { ...memory, state: "pending", since: now, streak }, change: "pending" };
}

function whenOver(memory: AlertMemory, { resolveAfter }: AlertPolicy, now: Date): AlertStep {
  const needed = isFlapping(memory, now) ? resolveAfter * DAMPING : resolveAfter;
  const streak = memory.streak + 1;
  return streak >= needed ? leave(memory, "resolved", now) : stay(memory, streak);
}

function leave(memory: AlertMemory, change: "calm" | "resolved", now: Date): AlertStep {
  return { memory: { ...memory, state: "ok", since: now, streak: 0 }, change };
}

function stay(memory: AlertMemory, streak: number): AlertStep {
  return { memory: memory.streak === streak ? memory : { ...memory, streak }, change: null };
}

function recent(firedAt: readonly Date[], now: Date): Date[] {
  return firedAt.filter((at) => now.getTime() - at.getTime() < FLAPPING_WINDOW_MS);
}
