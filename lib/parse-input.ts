import { z } from "zod";
import { AppError } from "./errors";

/**
 * Parses untrusted input.
 *
 * @throws AppError `invalid_input` whose message and details name every field that does not fit;
 *   faults of the whole, such as an unknown field, are under `""`
 */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  raw: unknown,
): z.output<Schema> {
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  throw new AppError("invalid_input", z.prettifyError(result.error), faultsByField(result.error));
}

/** A moment at the border: ISO 8601 with offset. */
export const isoTime = z.iso
  .datetime({ offset: true, error: "must be a time with offset, e.g. 2026-03-01T12:00:00Z" })
  .transform((text) => new Date(text))
  .refine((date) => Number.isFinite(date.getTime()), "not a time");

/** Dotted path of a field (`spans.3.name`) to what is wrong with it. */
function faultsByField(error: z.ZodError): Record<string, string[]> {
  const faults: Record<string, string[]> = Object.create(null);
  for (const issue of error.issues) {
    const path = issue.path.map(String).join(".");
    faults[path] = [...(faults[path] ?? []), issue.message];
  }
  return faults;
}
