import { type MixShift, shiftOf } from "@/lib/domain/evals/representation";
import type { SharedFindings, SuiteFindings } from "./findings";
import type { HeatmapCell, SuiteFacts } from "./report-shape";
import type { CaseFact } from "./staleness-inputs";

/** Upper ends of text lengths, in characters of the part that is compared. */
const LENGTHS = [40, 100, 200, 299];
const LANGUAGE_TAG = /^(?:lang|language):(.+)$/;

/** How far suite and production are apart, dimension by dimension; only those that both sides tell. */
export function shiftsOf(
  { facts, kinds, cases }: SharedFindings,
  { places }: SuiteFindings,
  cells: readonly HeatmapCell[],
): SuiteFacts["shift"] {
  const own = places.flatMap((place) => cases[place] ?? []);
  return Object.fromEntries(
    [
      shift(
        "kind",
        cells.map((cell) => cell.cases),
        kinds.kinds.map((kind) => kind.requests),
      ),
      counted(
        "length",
        own.flatMap(({ text }) => (text === null ? [] : [binOf(text)])),
        facts.texts.map(({ text }) => binOf(text)),
      ),
      counted(
        "language",
        own.flatMap(languagesOf),
        facts.texts.flatMap(({ language }) => language ?? []),
      ),
      counted(
        "tools",
        own.flatMap(({ dependsOn }) => Object.keys(dependsOn.tools ?? {})),
        facts.texts.flatMap(({ tools }) => tools),
      ),
    ].flat(),
  );
}

function shift(name: string, suite: readonly number[], production: readonly number[]) {
  const isTold = suite.some((count) => count > 0) && production.some((count) => count > 0);
  return isTold ? [[name, shiftOf(suite, production)] as readonly [string, MixShift]] : [];
}

function counted(name: string, suite: readonly string[], production: readonly string[]) {
  const parts = [...new Set([...suite, ...production])].sort();
  const countIn = (said: readonly string[]) => {
    const counts = new Map<string, number>();
    for (const part of said) counts.set(part, (counts.get(part) ?? 0) + 1);
    return parts.map((part) => counts.get(part) ?? 0);
  };
  return shift(name, countIn(suite), countIn(production));
}

function binOf(text: string): string {
  return String(LENGTHS.findIndex((end) => text.length <= end));
}

function languagesOf({ tags }: CaseFact): string[] {
  return tags.flatMap((tag) => LANGUAGE_TAG.exec(tag)?.[1] ?? []);
}
