import type { Json, ToolDefinition } from "../span";

/**
 * A tool's definition as one text: JSON of description, name and parameters with all keys sorted and
 * no blanks. Its SHA-256 is the version of the tool.
 */
export function canonicalToolText({ name, description, parameters }: ToolDefinition): string {
  return JSON.stringify(sorted({ name, description, parameters }));
}

function sorted(value: Json): Json {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(sorted);
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner as Json)]),
  );
}
