import { RE2JS } from "re2js";
import { z } from "zod";
import { DETECTOR_NAMES } from "@/lib/domain/redaction";

const MAX_PATTERNS = 20;
const MAX_PATTERN_LENGTH = 500;

const pattern = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,39}$/, "A pattern's name is lower-case letters, digits and dashes"),
  pattern: z
    .string()
    .min(1, "A pattern must not be empty")
    .max(MAX_PATTERN_LENGTH, `A pattern may have at most ${MAX_PATTERN_LENGTH} characters`)
    .superRefine((text, context) => {
      const fault = faultOf(text);
      if (fault !== null) context.addIssue({ code: "custom", message: fault });
    }),
});

/**
 * What people wish to be taken out of traces. Patterns are those of RE2, which knows no back references
 * and takes time in proportion to the text.
 */
export const redactionWish = z.strictObject({
  detectors: z.array(z.enum(DETECTOR_NAMES)),
  patterns: z.array(pattern).max(MAX_PATTERNS, `At most ${MAX_PATTERNS} patterns`),
});

function faultOf(text: string): string | null {
  try {
    const isEmpty = RE2JS.compile(text).matcher("").find();
    return isEmpty ? `"${text}" finds a text of no length everywhere` : null;
  } catch (error) {
    return `"${text}" is no pattern: ${error instanceof Error ? error.message : error}`;
  }
}
