import { createHmac } from "node:crypto";
import { RE2JS } from "re2js";
import type { RedactionSetting } from "@/lib/domain/redaction";
import type { Span } from "@/lib/domain/span";
import { type Detector, detectorsNamed } from "./detectors";
import { redactJson } from "./redact-json";
import { mayHold } from "./scan-body";

/** How often each rule took something out, by its name. */
export type RedactionCounts = Readonly<Record<string, number>>;

/** Takes secrets out of what one request brought, and counts them. */
export type Redactor = {
  /** The span without secrets, marked where there were any. */
  readonly span: (span: Span) => Span;
  readonly text: (text: string) => string;
  /** What was taken out so far; empty when nothing was. */
  readonly counts: () => RedactionCounts;
};

/** The span's attribute that says what was taken out of it. */
export const REDACTED_ATTRIBUTE = "tidemark.redacted";
const FINGERPRINT_LENGTH = 10;

/** Leaves everything as it is: a body in which nothing can be found needs no more looking at. */
const UNTOUCHED: Redactor = { span: (span) => span, text: (text) => text, counts: () => ({}) };

/**
 * What takes secrets out of the spans of one request. A secret is replaced by the name of its rule
 * and a fingerprint that needs `secret` to be computed: the same secret leaves the same mark, so
 * that hashes and differences of texts stay comparable, and nobody can test guesses against it.
 */
export function redactorOf(setting: RedactionSetting, secret: string, body: Buffer): Redactor {
  if (setting.patterns.length === 0 && !mayHold(body, setting.detectors)) return UNTOUCHED;
  return createRedactor(setting, secret);
}

/** The same without looking at a body first. */
export function createRedactor(
  { detectors, patterns }: RedactionSetting,
  secret: string,
): Redactor {
  const counts: Record<string, number> = {};
  const note = (name: string, found: string) => {
    counts[name] = (counts[name] ?? 0) + 1;
    const digest = createHmac("sha256", secret).update(found).digest("base64url");
    return `[redacted ${name} ${digest.slice(0, FINGERPRINT_LENGTH)}]`;
  };
  const steps = [
    ...detectorsNamed(detectors).map((detector) => detectorStep(detector, note)),
    ...patterns.map(({ name, pattern }) => patternStep(name, RE2JS.compile(pattern), note)),
  ];
  const text = (given: string) => steps.reduce((left, step) => step(left), given);
  return {
    text,
    counts: () => counts,
    span: (span) => {
      const before = { ...counts };
      // What names the span and its place in time stays, whatever it looks like.
      const { traceId, spanId, parentId, startUnixNano, endUnixNano, ...said } = span;
      const redacted = redactJson(said, text) as typeof said;
      if (redacted === said) return span;
      const names = Object.keys(counts).filter((name) => counts[name] !== before[name]);
      const attributes = { ...redacted.attributes, [REDACTED_ATTRIBUTE]: names };
      return { ...redacted, traceId, spanId, parentId, startUnixNano, endUnixNano, attributes };
    },
  };
}

type Step = (text: string) => string;
type Note = (name: string, found: string) => string;

function detectorStep({ name, pattern, isReal, kept }: Detector, note: Note): Step {
  return (text) => {
    if (text.search(pattern) === -1) return text;
    return text.replace(pattern, (found) => {
      if (isReal && !isReal(found)) return found;
      const [front = ""] = kept?.exec(found) ?? [];
      return front + note(name, found.slice(front.length));
    });
  };
}

/** RE2 takes time in proportion to the text whatever the pattern is. */
function patternStep(name: string, pattern: RE2JS, note: Note): Step {
  return (text) => {
    const matcher = pattern.matcher(text);
    let redacted = "";
    let end = 0;
    while (matcher.find()) {
      const found = matcher.group() ?? "";
      if (found === "") continue;
      redacted += text.slice(end, matcher.start()) + note(name, found);
      end = matcher.end();
    }
    return end === 0 ? text : redacted + text.slice(end);
  };
}
