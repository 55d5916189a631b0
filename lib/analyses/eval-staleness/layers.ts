import { CHANGE_LAYERS, type ChangeLayer } from "@/lib/domain/change";
import type { CaseDependencies } from "@/lib/domain/evals/eval-case";
import type { SharedFindings, SuiteFindings } from "./findings";
import type { LayerState } from "./report-shape";

/** The four parts of the world a suite was cut from: when each moved, and what it left behind. */
export function layersOf(shared: SharedFindings, findings: SuiteFindings): LayerState[] {
  return CHANGE_LAYERS.map((layer) => {
    const counts = layer === "queries" ? queries(findings) : versions(shared, findings, layer);
    const last = lastMove(shared, layer, findings);
    return {
      layer,
      movedAt: last?.at ?? null,
      title: last?.title ?? null,
      ...counts,
      staleFraction: counts.dependent === 0 ? null : counts.staleCases / counts.dependent,
    };
  });
}

/** What users ask has no version: a case is left behind when nothing in production resembles it. */
function queries({ found }: SuiteFindings) {
  const told = found.states.filter(({ alive }) => alive !== null);
  return { dependent: told.length, staleCases: told.filter(({ alive }) => !alive).length };
}

function versions({ cases }: SharedFindings, { places, found }: SuiteFindings, layer: ChangeLayer) {
  const depends = (place: number) => isSaid(cases[place]?.dependsOn ?? {}, layer);
  const isBroken = (at: number) => found.broken[at]?.some((one) => one.layer === layer) ?? false;
  return {
    dependent: places.filter(depends).length,
    staleCases: [...places.keys()].filter(isBroken).length,
  };
}

function isSaid({ corpus, tools, policy }: CaseDependencies, layer: ChangeLayer): boolean {
  if (layer === "corpus") return corpus !== undefined;
  if (layer === "policy") return policy !== undefined;
  return layer === "tools" && Object.keys(tools ?? {}).length > 0;
}

type Move = { readonly at: Date; readonly title: string };

function lastMove(
  shared: SharedFindings,
  layer: ChangeLayer,
  findings: SuiteFindings,
): Move | null {
  const { layerMoves, moves, asOf } = shared.facts;
  const posted = layerMoves.filter((move) => move.layer === layer);
  const seen = moves.filter((move) => move.layer === layer);
  const known: Move[] = [...posted, ...seen, ...driftOf(shared, layer, findings)];
  return known.reduce<Move | null>(
    (last, move) => (move.at <= asOf && (last === null || move.at > last.at) ? move : last),
    null,
  );
}

/** The share by which cases stop resembling production from one month to the next is a move as well. */
const DRIFT = 0.1;
const MONTH_OF_CHECKS = 4;

/** The latest check at which the suite's stale fraction had risen by ten points within four weeks. */
function driftOf(
  { checks }: SharedFindings,
  layer: ChangeLayer,
  { places }: SuiteFindings,
): Move[] {
  if (layer !== "queries") return [];
  const stale = checks.isAlive.map((alive) => {
    const told = places.flatMap((place) => alive[place] ?? []);
    return told.length === 0 ? null : told.filter((isAlive) => !isAlive).length / told.length;
  });
  for (let check = stale.length - 1; check >= MONTH_OF_CHECKS; check -= 1) {
    const [now, before] = [stale[check] ?? null, stale[check - MONTH_OF_CHECKS] ?? null];
    const at = checks.at[check];
    if (now === null || before === null || !at || now - before < DRIFT) continue;
    const points = Math.round((now - before) * 100);
    return [{ at, title: `${points} points more cases resemble nothing than four weeks before` }];
  }
  return [];
}
