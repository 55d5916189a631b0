import { DETECTOR_NAMES, type DetectorName } from "@/lib/domain/redaction";
import { isCardNumber } from "./card-number";

/** Finds one kind of secret in a text. Every pattern is bounded, so that no text takes long. */
export type Detector = {
  readonly name: string;
  readonly pattern: RegExp;
  /** Whether what the pattern found really is one. */
  readonly isReal?: (found: string) => boolean;
  /** What of the found text stays in front of the mark. */
  readonly kept?: RegExp;
};

/*
 * A key is told by how it begins: each provider's keys have a prefix of their own. Names such as
 * `sk-learn-pipeline` begin alike and hold no digit.
 */
const PROVIDER_KEY = new RegExp(
  `(?<![A-Za-z0-9])(?:${[
    "sk-(?=[A-Za-z_-]{0,200}[0-9])[A-Za-z0-9_-]{16,400}",
    "[rs]k_(?:live|test)_[A-Za-z0-9]{16,200}",
    "A[KS]IA[0-9A-Z]{16}",
    "AIza[0-9A-Za-z_-]{30,60}",
    "gh[pousr]_[A-Za-z0-9]{20,260}",
    "github_pat_[A-Za-z0-9_]{22,260}",
    "glpat-[A-Za-z0-9_-]{20,200}",
    "xox[abeprs]-[A-Za-z0-9-]{10,260}",
    "hf_[A-Za-z0-9]{30,60}",
    "gsk_[A-Za-z0-9]{40,80}",
    "xai-[A-Za-z0-9]{40,200}",
    "pplx-[A-Za-z0-9]{40,80}",
    "r8_[A-Za-z0-9]{30,60}",
    "npm_[A-Za-z0-9]{30,60}",
    "tm_[A-Za-z0-9_-]{32}",
  ].join("|")})`,
  "g",
);

const digitsOf = (text: string) => text.replace(/\D/g, "");

const DETECTORS: Readonly<Record<DetectorName, Detector>> = {
  "private-key": {
    name: "private-key",
    pattern:
      /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----[\s\S]{0,20000}?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY-----|$)/g,
  },
  "provider-key": { name: "provider-key", pattern: PROVIDER_KEY },
  "bearer-token": {
    name: "bearer-token",
    pattern:
      /\b[Bb]earer\s{1,4}[A-Za-z0-9._~+/-]{16,4000}={0,2}|\beyJ[A-Za-z0-9_-]{8,2000}\.eyJ[A-Za-z0-9_-]{8,8000}\.[A-Za-z0-9_-]{0,2000}/g,
    kept: /^[Bb]earer\s+/,
  },
  "card-number": {
    name: "card-number",
    pattern: /(?<![0-9A-Za-z.])[2-6](?:[ -]?[0-9]){12,18}(?![0-9A-Za-z])/g,
    isReal: (found) => isCardNumber(digitsOf(found)),
  },
  email: {
    name: "email",
    pattern: /[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}/g,
  },
  phone: {
    name: "phone",
    pattern:
      /(?<![\w.-])(?:\+[1-9][0-9]{7,14}|(?:\+[1-9][0-9]{0,2}[ .-]?)?(?:\([0-9]{2,4}\) ?)?[0-9]{2,8}(?:[ .-][0-9]{2,8}){1,4})(?![\w-])/g,
    isReal: (found) => {
      const { length } = digitsOf(found);
      // A day and the parts of an address on a network have as many digits and dots.
      const isOther = /^\d{4}-\d\d-\d\d/.test(found) || /^(?:\d+\.){3}\d+$/.test(found);
      return length >= 9 && length <= 15 && !isOther;
    },
  },
};

/** Detectors by name, in the order in which they look: what holds others inside goes first. */
export function detectorsNamed(names: readonly DetectorName[]): readonly Detector[] {
  return DETECTOR_NAMES.filter((name) => names.includes(name)).map((name) => DETECTORS[name]);
}
