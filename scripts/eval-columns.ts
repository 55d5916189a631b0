import { contentOfText } from "@/lib/domain/evals/content-text";
import type { Json } from "@/lib/domain/span";

/** How the text of a column becomes a field of a case or a result; null for an empty cell. */
type ReadCell = (text: string) => Json;

const asText: ReadCell = (text) => text;

const asList: ReadCell = (text) =>
  text
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part !== "");

/** A number where it is one; the schema refuses the rest by name. */
const asNumber: ReadCell = (text) => (Number.isNaN(Number(text)) ? text : Number(text));

const PASSED: Readonly<Record<string, boolean>> = {
  ...{ true: true, yes: true, pass: true, passed: true, "1": true },
  ...{ false: false, no: false, fail: false, failed: false, "0": false },
};
const asPassed: ReadCell = (text) => PASSED[text.toLowerCase()] ?? text;

export const CASE_COLUMNS: Readonly<Record<string, ReadCell>> = {
  id: asText,
  input: contentOfText,
  expected: contentOfText,
  intent: asText,
  tags: asList,
  createdAt: asText,
  curator: asText,
  sourceTraceId: asText,
  lastVerifiedAt: asText,
  verifiedBy: asText,
  "dependsOn.corpus": asText,
  "dependsOn.policy": asText,
  "dependsOn.prompt": asText,
  /** Any name after the dot. */
  "dependsOn.tools": asText,
  branches: asList,
};

export const RESULT_COLUMNS: Readonly<Record<string, ReadCell>> = {
  case: asText,
  attempt: asNumber,
  passed: asPassed,
  score: asNumber,
  traceId: asText,
  error: asText,
};

const TOOL = "dependsOn.tools.";

/** How a column is read; undefined when there is no such column. */
export function readerOf(columns: Readonly<Record<string, ReadCell>>, name: string) {
  if (name.startsWith(TOOL) && name.length > TOOL.length) return columns["dependsOn.tools"];
  return name !== "dependsOn.tools" && Object.hasOwn(columns, name) ? columns[name] : undefined;
}

/** A line of a table as the API takes it: `dependsOn.corpus` becomes `dependsOn: { corpus }`. */
export function nested(cells: readonly (readonly [string, Json])[]): { [field: string]: Json } {
  const row: { [field: string]: Json } = {};
  for (const [name, value] of cells) {
    const [field = name, part, ...rest] = name.split(".");
    if (part === undefined) row[field] = value;
    else row[field] = withPart(row[field], part, rest.join("."), value);
  }
  return row;
}

function withPart(known: Json | undefined, part: string, key: string, value: Json): Json {
  const object = isObject(known) ? known : {};
  if (key === "") return { ...object, [part]: value };
  const inner = object[part];
  return { ...object, [part]: { ...(isObject(inner) ? inner : {}), [key]: value } };
}

function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
