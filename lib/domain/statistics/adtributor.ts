/** A value of a dimension, the count expected for it and the count it has. */
export type ForecastElement<Key> = {
  readonly key: Key;
  readonly forecast: number;
  readonly actual: number;
};

export type ExplainedElement<Key> = {
  readonly key: Key;
  /** Part of the whole change that is this element's; may be negative or above 1. */
  readonly explained: number;
  /** How far its part of the whole moved, in nats. */
  readonly surprise: number;
};

/** Part of the change that a set of elements must explain together to be an answer. */
const ENOUGH_TOGETHER = 0.67;
/** Part that each of them must explain. */
const ENOUGH_ALONE = 0.1;

/** Explanatory power and surprise of each element, in the order given; none when nothing changed. */
export function explainElements<Key>(
  elements: readonly ForecastElement<Key>[],
): ExplainedElement<Key>[] {
  const forecast = elements.reduce((sum, element) => sum + element.forecast, 0);
  const actual = elements.reduce((sum, element) => sum + element.actual, 0);
  if (forecast === actual) return [];
  return elements.map((element) => ({
    key: element.key,
    explained: (element.actual - element.forecast) / (actual - forecast),
    surprise: surpriseOf(ratio(element.forecast, forecast), ratio(element.actual, actual)),
  }));
}

/**
 * The few elements of one dimension that explain a change of the whole: by surprise, those that each
 * explain more than a tenth, until they explain more than two thirds together.
 *
 * @returns null when no such set exists, so that the dimension explains nothing
 * @see Bhagwan et al. 2014, "Adtributor: revenue debugging in advertising systems" (NSDI)
 */
export function adtributor<Key>(
  elements: readonly ForecastElement<Key>[],
): { readonly elements: readonly ExplainedElement<Key>[]; readonly surprise: number } | null {
  const bySurprise = explainElements(elements).sort((a, b) => b.surprise - a.surprise);
  const chosen: ExplainedElement<Key>[] = [];
  let explained = 0;
  let surprise = 0;
  for (const element of bySurprise) {
    if (element.explained <= ENOUGH_ALONE) continue;
    chosen.push(element);
    explained += element.explained;
    surprise += element.surprise;
    if (explained > ENOUGH_TOGETHER) return { elements: chosen, surprise };
  }
  return null;
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

function surpriseOf(p: number, q: number): number {
  const towards = (x: number) => (x === 0 ? 0 : x * Math.log((2 * x) / (p + q)));
  return (towards(p) + towards(q)) / 2;
}
