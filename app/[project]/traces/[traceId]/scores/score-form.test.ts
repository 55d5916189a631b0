import { expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import { parseScoreForm } from "./score-form";

const formOf = (fields: Record<string, string>) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
};
const filled = { name: " helpful ", by: "mara", comment: "", kind: "good" };

it.each([
  [{ kind: "good" }, { label: "good", value: null }],
  [
    { kind: "bad", value: "3" },
    { label: "bad", value: null },
  ],
  [
    { kind: "value", value: "-0.5" },
    { label: null, value: -0.5 },
  ],
  [
    { kind: "label", label: "too long" },
    { label: "too long", value: null },
  ],
])("reads %j", (fields, said) => {
  expect(parseScoreForm(formOf({ ...filled, ...fields }))).toEqual({
    name: "helpful",
    author: "mara",
    comment: null,
    ...said,
  });
});

it.each([
  [{ name: "" }, "name"],
  [{ by: "" }, "by"],
  [{ kind: "value", value: "much" }, "value"],
  [{ kind: "value", value: "" }, "value"],
  [{ kind: "label", label: "" }, "label"],
])("names the field that does not fit in %j", (fields, name) => {
  try {
    parseScoreForm(formOf({ ...filled, ...fields }));
    expect.unreachable("taken");
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    expect((error as AppError).details).toHaveProperty(name);
  }
});
