import { z } from "zod";
import { isoTime } from "@/lib/parse-input";

/** Text that Postgres can hold and an index entry has room for. */
const storable = (maxLength: number) =>
  z
    .string()
    .max(maxLength)
    .refine(
      (text) => !text.includes("\0") && text.isWellFormed(),
      "holds characters that are no text",
    );

/** What something is called: a tier, a feature, a rule, a person. */
export const nameField = storable(200).min(1);

/** What somebody wrote down; it may be long. */
export const proseField = storable(10_000).min(1);

/** A part of a whole, from 0 to 1. */
export const shareField = z.number().min(0).max(1);

/** A field that may be left out or null, both of which mean "not said". */
export const maybe = <Schema extends z.ZodType>(schema: Schema) =>
  schema.nullish().transform((value) => value ?? null);

/** Times that name a half-open window; put them into a `strictObject` and end it with `windowed`. */
export const windowFields = { from: isoTime, to: isoTime };

/** Folds `from` and `to` into one window, and refuses one that is empty. */
export function windowed<Body extends { readonly from: Date; readonly to: Date }>(
  { from, to, ...rest }: Body,
  context: z.RefinementCtx,
) {
  if (from >= to) {
    context.addIssue({ code: "custom", path: ["to"], message: "must be after from" });
  }
  return { ...rest, window: { from, to } };
}
