import type { BrokenDependency } from "@/lib/domain/evals/dependency-state";
import type { ItemStatistics } from "@/lib/domain/evals/item-analysis";
import type { CaseReason } from "./report-shape";

/** A case that better subjects fail more often than worse ones probably expects the wrong thing. */
const SUSPECT_CORRELATION = -0.1;
const FEWEST_FOR_SUSPECT = 8;

type Grounds = {
  readonly isAlive: boolean | null;
  readonly broken: readonly BrokenDependency[];
  readonly extreme: { readonly isSaturated: boolean; readonly isFloor: boolean };
  readonly item: ItemStatistics | undefined;
  readonly hasDiscriminated: boolean;
  readonly subjects: number;
};

/** Whether better subjects fail a case more often than worse ones; needs eight subjects. */
export function isSuspect(item: ItemStatistics | undefined): boolean {
  if (!item || item.itemRest === null || item.subjects < FEWEST_FOR_SUSPECT) return false;
  return item.itemRest <= SUSPECT_CORRELATION;
}

/** Why a case tells little, the weightiest first. */
export function reasonsOf(grounds: Grounds): CaseReason[] {
  const { isAlive, broken, extreme, item, hasDiscriminated, subjects } = grounds;
  const reasons: CaseReason[] = [];
  const give = (code: CaseReason["code"], message: string) => reasons.push({ code, message });
  if (isAlive === false) {
    give("not_in_production", "resembles no request of the window");
  }
  for (const { layer, tool, version, title } of broken) {
    const what = tool === null ? layer : `tool ${tool}`;
    give("dependency_moved", `${what} moved on from ${version.slice(0, 24)} (${title})`);
  }
  if (extreme.isSaturated) give("saturated", "passed by each of the last 5 subjects");
  if (extreme.isFloor) give("floor", "failed by each of the last 5 subjects");
  if (isSuspect(item)) {
    const correlation = (item?.itemRest ?? 0).toFixed(2);
    give("suspect", `better subjects fail it more often (item-rest ${correlation})`);
  }
  if (!hasDiscriminated && subjects > 1) {
    give("never_discriminated", `has told none of ${subjects} subjects apart`);
  }
  return reasons;
}
