/** Kinds of secrets that are known by how they look; what holds others inside comes first. */
export const DETECTOR_NAMES = [
  "private-key",
  "provider-key",
  "bearer-token",
  "card-number",
  "email",
  "phone",
] as const;
export type DetectorName = (typeof DETECTOR_NAMES)[number];

/** Those that look in a project which did not decide. */
export const USUAL_DETECTORS: readonly DetectorName[] = [
  "private-key",
  "provider-key",
  "bearer-token",
  "card-number",
];

export const DETECTOR_MEANINGS: Readonly<Record<DetectorName, string>> = {
  "private-key": "private keys in PEM form",
  "provider-key": "keys of providers, known by their prefix (sk-…, AKIA…, ghp_…, AIza…)",
  "bearer-token": "bearer tokens and JSON web tokens",
  "card-number": "numbers of payment cards with a valid check digit",
  email: "e-mail addresses",
  phone: "phone numbers of 9 to 15 digits",
};

/** A pattern of a project's own, in the syntax of RE2. */
export type RedactionPattern = { readonly name: string; readonly pattern: string };

/** What is taken out of a project's traces before they are stored. */
export type RedactionSetting = {
  readonly detectors: readonly DetectorName[];
  readonly patterns: readonly RedactionPattern[];
};

export const USUAL_REDACTION: RedactionSetting = { detectors: USUAL_DETECTORS, patterns: [] };
