import { z } from "zod";
import { maybe, nameField, proseField } from "@/lib/analyses/intake-fields";
import { parseInput } from "@/lib/parse-input";

const common = { name: nameField, comment: maybe(proseField), by: nameField };

const fields = z.discriminatedUnion("kind", [
  z.object({ ...common, kind: z.enum(["good", "bad"]) }),
  z.object({ ...common, kind: z.literal("value"), value: z.number("a number is needed") }),
  z.object({ ...common, kind: z.literal("label"), label: nameField }),
]);

/**
 * What a form says of a trace or a span.
 *
 * @throws AppError `invalid_input` naming each field that does not fit
 */
export function parseScoreForm(form: FormData) {
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? value.trim() : "";
  };
  const value = text("value") === "" ? undefined : Number(text("value"));
  const said = parseInput(fields, {
    name: text("name"),
    kind: text("kind"),
    value,
    label: text("label"),
    comment: text("comment") || null,
    by: text("by"),
  });
  const { name, comment, by: author } = said;
  const isWord = said.kind === "good" || said.kind === "bad";
  return {
    name,
    comment,
    author,
    value: said.kind === "value" ? said.value : null,
    label: isWord ? said.kind : said.kind === "label" ? said.label : null,
  };
}
