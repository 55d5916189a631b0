import { sentencesOf } from "../alignment/text-diff";
import { wordOverlap } from "./json-leaves";

/** Facts in a text that a rewording keeps: when one differs, the texts do not say the same. */
export type TextFeature = "refusal" | "numbers" | "dates" | "references" | "polarity";

const REFUSAL =
  /\b(?:I(?:'m| am) (?:sorry|unable|not able)|I (?:cannot|can't|can not|won't)|unable to (?:help|assist|comply)|as an AI)\b/i;
const DATES =
  /\b\d{4}-\d\d-\d\d\b|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b/gi;
const REFERENCES = /https?:\/\/[^\s)>\]]+|\b(?=[\w-]*\d)(?=[\w-]*[A-Za-z_])[\w-]{4,}\b/g;
const NUMBERS =
  /[$€£]?\s?\d[\d,]*(?:\.\d+)?(?:\s?(?:%|ms|s|min|h|hours?|days?|weeks?|months?|years?|km|kg|GB|MB|KB|USD|EUR|tokens?))?(?![\w])/g;
const NEGATION = /\b(?:not|no|never|none|nothing|without|cannot|neither|nor)\b|n't\b/gi;
const MODALS: readonly (readonly [string, RegExp])[] = [
  ["must", /\b(?:must|required|have to|has to|shall)\b/i],
  ["may", /\b(?:may|might|could|optionally)\b/i],
  ["should", /\b(?:should|recommended)\b/i],
  ["can", /\b(?:can|able to)\b/i],
];
const SAME_SENTENCE_OVERLAP = 0.6;
const MAX_SENTENCES = 200;

/** The facts that differ between two texts, in fixed order. */
export function differingFeatures(a: string, b: string): TextFeature[] {
  const left = withoutListNumbers(a);
  const right = withoutListNumbers(b);
  const differs: Record<TextFeature, () => boolean> = {
    refusal: () => REFUSAL.test(left) !== REFUSAL.test(right),
    numbers: () => !hasSame(left, right, NUMBERS),
    dates: () => !hasSame(left, right, DATES),
    references: () => !hasSame(left, right, REFERENCES),
    polarity: () => hasTurnedSentence(left, right),
  };
  const features: TextFeature[] = ["refusal", "numbers", "dates", "references", "polarity"];
  return features.filter((feature) => differs[feature]());
}

const withoutListNumbers = (text: string) => text.replace(/^\s*\d{1,3}[.)]\s+/gm, "");

function hasSame(a: string, b: string, pattern: RegExp): boolean {
  const found = (text: string) =>
    [...new Set(text.match(pattern)?.map((value) => value.replace(/[,\s]/g, "").toLowerCase()))]
      .sort()
      .join(" ");
  return found(a) === found(b);
}

/** Whether a sentence says the contrary of the one it resembles, or with another obligation. */
function hasTurnedSentence(a: string, b: string): boolean {
  const sentences = sentencesOf(b).slice(0, MAX_SENTENCES);
  const same = new Set(sentences.map((sentence) => sentence.trim()));
  return sentencesOf(a)
    .slice(0, MAX_SENTENCES)
    .filter((sentence) => !same.has(sentence.trim()))
    .some((sentence) => {
      let nearest = "";
      let overlap = 0;
      for (const other of sentences) {
        const shared = wordOverlap(sentence, other);
        if (shared > overlap) [nearest, overlap] = [other, shared];
      }
      return overlap >= SAME_SENTENCE_OVERLAP && polarityOf(sentence) !== polarityOf(nearest);
    });
}

function polarityOf(sentence: string): string {
  const negations = sentence.match(NEGATION)?.length ?? 0;
  const modals = MODALS.filter(([, pattern]) => pattern.test(sentence)).map(([name]) => name);
  return `${negations % 2} ${modals.join(" ")}`;
}
