import type { Json, Span } from "../span";

/** Ids that machines make up, and moments: what differs between any two runs and means nothing. */
const GENERATED =
  /\b(?:[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}|(?:chatcmpl|call|toolu|msg|resp|run|req)[-_][A-Za-z0-9]{12,})\b|\b\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?/gi;
const MAY_HOLD_ONE = /[0-9a-f]{4}-|[-_][A-Za-z0-9]{12}|\dT\d/i;
const DAY_MS = 86_400_000;

/** What a run's texts hold of these, and when it ran. */
export type GeneratedValues = { readonly values: ReadonlySet<string> };

export function findGenerated(spans: readonly Span[]): GeneratedValues {
  const texts = new Set<string>();
  for (const span of spans) collectTexts(contentOf(span), texts);
  const around = spans[0]?.startedAt.getTime() ?? 0;
  const values = new Set<string>();
  for (const text of texts) {
    if (!MAY_HOLD_ONE.test(text)) continue;
    for (const [value] of text.matchAll(GENERATED)) {
      if (!isFarMoment(value, around)) values.add(value);
    }
  }
  return { values };
}

/**
 * The text with every generated value replaced that the other run does not have: an id that both
 * runs saw is content. Moments stay when `keepsMoments`, as where somebody chose them.
 */
export function maskGenerated(
  text: string,
  own: GeneratedValues,
  other: GeneratedValues,
  keepsMoments: boolean,
): string {
  if (own.values.size === 0 || !MAY_HOLD_ONE.test(text)) return text;
  return text.replace(GENERATED, (value) => {
    if (!own.values.has(value) || other.values.has(value)) return value;
    if (!isMoment(value)) return "‹id›";
    return keepsMoments ? value : "‹time›";
  });
}

const isMoment = (value: string) => /^\d{4}-\d\d-\d\dT/.test(value);

function isFarMoment(value: string, around: number): boolean {
  if (!isMoment(value)) return false;
  const at = Date.parse(value);
  return Number.isNaN(at) || Math.abs(at - around) > DAY_MS;
}

function contentOf({ input, output, tool, retrieval, name }: Span): Json[] {
  const documents = retrieval?.documents.map(({ content }) => content) ?? [];
  return [name, input, output, tool?.arguments ?? null, tool?.result ?? null, ...documents];
}

function collectTexts(values: readonly Json[], texts: Set<string>): void {
  const pending: Json[] = [...values];
  while (pending.length > 0) {
    const value = pending.pop();
    if (typeof value === "string") texts.add(value);
    else if (typeof value === "object" && value !== null) pending.push(...Object.values(value));
  }
}
