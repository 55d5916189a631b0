import type { Lifetime } from "../statistics/survival";

const MS_PER_DAY = 86_400_000;
/** Weekly checks in a row that a case has to fail: one may be chance. */
const CHECKS_UNTIL_DEAD = 3;

/** Why a case stopped telling anything. */
export type DeathCause = "not_in_production" | "saturated" | "dependency_moved";

export type Death = { readonly at: Date; readonly cause: DeathCause };

/** One weekly look at whether a case still resembles production; null when it could not be told. */
export type WeeklyCheck = { readonly at: Date; readonly isAlive: boolean | null };

/** What is known of a case's life. */
export type CaseRecord = {
  /** When it was written, or last rewritten. */
  readonly bornAt: Date;
  /** Checks after its birth, earliest first. */
  readonly checks: readonly WeeklyCheck[];
  /** When it had been passed by five subjects in a row; null when it has not. */
  readonly saturatedAt: Date | null;
  /** When the first dependency moved on without a review; null when none has. */
  readonly brokenAt: Date | null;
};

/** The first thing that ended a case, up to a moment; null while it lives. */
export function findDeath(record: CaseRecord, until: Date): Death | null {
  const candidates: (Death | null)[] = [
    outOfProduction(record.checks),
    record.saturatedAt && { at: record.saturatedAt, cause: "saturated" },
    record.brokenAt && { at: record.brokenAt, cause: "dependency_moved" },
  ];
  const deaths = candidates
    .filter((death) => death !== null)
    .filter(({ at }) => at <= until)
    .sort((a, b) => a.at.getTime() - b.at.getTime());
  return deaths[0] ?? null;
}

/** The third failed check in a row. A week that could not be told breaks no row and makes none. */
function outOfProduction(checks: readonly WeeklyCheck[]): Death | null {
  let failed = 0;
  for (const { at, isAlive } of checks) {
    if (isAlive === null) continue;
    failed = isAlive ? 0 : failed + 1;
    if (failed === CHECKS_UNTIL_DEAD) return { at, cause: "not_in_production" };
  }
  return null;
}

/** How long a case has been seen living, in days. One that was retired left observation then. */
export function lifetimeOf(
  { bornAt }: Pick<CaseRecord, "bornAt">,
  death: Death | null,
  until: Date,
): Lifetime {
  const end = death?.at ?? until;
  return {
    days: Math.max(0, (end.getTime() - bornAt.getTime()) / MS_PER_DAY),
    isDead: death !== null,
  };
}

/** The three factors of a case's freshness, each 0 to 1, and their product. */
export type Freshness = {
  /** 1 when it resembles production, else 0; null when that cannot be told, and then the product too. */
  readonly alive: number | null;
  readonly dependencies: number;
  /** Halves with every half-life since the case last told two subjects apart, or was written. */
  readonly discrimination: number;
  readonly product: number | null;
};

/**
 * How much a case still tells.
 *
 * @param toldAt when it last told two subjects apart; its birth when it never did
 */
export function freshnessOf(
  facts: {
    readonly isAlive: boolean | null;
    readonly isValid: boolean;
    readonly toldAt: Date;
  },
  halfLifeDays: number,
  now: Date,
): Freshness {
  const alive = facts.isAlive === null ? null : Number(facts.isAlive);
  const dependencies = Number(facts.isValid);
  const days = Math.max(0, (now.getTime() - facts.toldAt.getTime()) / MS_PER_DAY);
  const discrimination = 2 ** (-days / halfLifeDays);
  const product = alive === null ? null : alive * dependencies * discrimination;
  return { alive, dependencies, discrimination, product };
}
