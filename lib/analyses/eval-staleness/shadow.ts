import { foldedModelName } from "@/lib/domain/model-name";
import { newcombe } from "@/lib/domain/statistics/proportion-interval";
import type { SubjectFact } from "./case-results";
import type { SuiteFindings } from "./findings";
import type { ShadowGap } from "./report-shape";
import type { OutcomeFact, StalenessFacts } from "./staleness-inputs";

const FEWEST = 30;

/**
 * The latest subject on the suite, against how production turned out that the same model, and the
 * same prompt where both name one, has answered. Null under 30 on either side.
 */
export function shadowOf(
  { outcomes }: StalenessFacts,
  { results }: SuiteFindings,
): ShadowGap | null {
  const subject = results.subjects.at(-1);
  if (!subject) return null;
  const own = outcomes.filter((outcome) => isSame(outcome, subject));
  const known = own.reduce((sum, outcome) => sum + outcome.known, 0);
  const good = own.reduce((sum, outcome) => sum + outcome.good, 0);
  const rates = results.latest.flatMap(({ attempts, passed }) =>
    attempts === 0 ? [] : [passed / attempts],
  );
  if (known < FEWEST || rates.length < FEWEST) return null;
  const passed = rates.reduce((sum, rate) => sum + rate, 0);
  const { difference, low, high } = newcombe(
    { successes: passed, trials: rates.length },
    { successes: good, trials: known },
  );
  return {
    subject: subject.label,
    gold: passed / rates.length,
    goldResults: rates.length,
    shadow: good / known,
    shadowRequests: known,
    gap: difference,
    low,
    high,
  };
}

function isSame(outcome: OutcomeFact, { model, prompt }: SubjectFact): boolean {
  if (model !== null) {
    if (outcome.model === null) return false;
    if (foldedModelName(outcome.model) !== foldedModelName(model)) return false;
  }
  if (prompt === null) return model !== null;
  const { promptName, promptVersion } = outcome;
  // Production that names no prompt is compared by its model alone.
  if (promptVersion === null) return model !== null;
  return prompt === promptVersion || prompt === `${promptName}@${promptVersion}`;
}
