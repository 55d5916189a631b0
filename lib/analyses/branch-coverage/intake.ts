import { z } from "zod";
import { branchKey, keyPart, parseBranchKey } from "@/lib/domain/branches/branch-key";
import type { Detector } from "@/lib/domain/branches/detector";
import { conditionIdentity } from "@/lib/domain/branches/extract-conditionals";
import { BRANCH_STATUSES, type RegisteredBranch } from "@/lib/domain/branches/registered-branch";
import { isoTime } from "@/lib/parse-input";
import { maybe, nameField, proseField } from "../intake-fields";

const MAX_PROMPT_CHARACTERS = 500_000;
const MAX_BRANCHES = 2_000;
const MAX_ROWS = 1_000_000_000;

const detector = z
  .strictObject({
    tool: nameField.optional(),
    action: nameField.optional(),
    rowsOver: z.int().min(0).max(MAX_ROWS).optional(),
    rowsUnder: z.int().min(1).max(MAX_ROWS).optional(),
    output: nameField.optional(),
  })
  .refine(
    (fields) => Object.values(fields).some((value) => value !== undefined),
    "asks for nothing, so it would see nothing",
  );

detector satisfies z.ZodType<Detector>;

const keyName = nameField.refine(
  (text) => keyPart(text) === text,
  "may hold no arrow, line break or double space, as a branch's key could not",
);

const branch = z
  .strictObject({
    id: nameField,
    point: keyName,
    branch: keyName,
    label: maybe(nameField),
    condition: maybe(proseField),
    prompt: maybe(nameField),
    promptVersion: maybe(nameField),
    severity: z.int().min(1).max(5).default(3),
    owner: maybe(nameField),
    status: z.enum(BRANCH_STATUSES).default("active"),
    reason: maybe(proseField),
    expiresAt: maybe(isoTime),
    detect: maybe(detector),
  })
  .superRefine((posted, context) => {
    const refuse = (path: string, message: string) =>
      context.addIssue({ code: "custom", path: [path], message });
    if (posted.status === "exempt" && posted.reason === null) {
      refuse("reason", "is needed for a branch that is exempt");
    }
    if (posted.expiresAt !== null && posted.status !== "exempt") {
      refuse("expiresAt", "is for a branch that is exempt");
    }
    if (posted.promptVersion !== null && posted.prompt === null) {
      refuse("promptVersion", "needs the prompt whose version it is");
    }
  })
  .transform(
    ({ label, ...posted }): RegisteredBranch => ({
      ...posted,
      label: label ?? posted.condition?.slice(0, 200) ?? posted.branch,
      identities: posted.condition === null ? [] : [conditionIdentity(posted.condition)],
    }),
  );

/** Body of `PUT /api/v1/branches`. */
export const branchesBody = z.strictObject({
  branches: z
    .array(branch)
    .min(1)
    .max(MAX_BRANCHES)
    .superRefine((branches, context) => {
      const seen = new Set<string>();
      for (const [index, { id, ...rest }] of branches.entries()) {
        const key = branchKey(rest.point, rest.branch);
        if (seen.has(id)) {
          context.addIssue({
            code: "custom",
            path: [index, "id"],
            message: `"${id}" is there twice`,
          });
        }
        if (parseBranchKey(key).branch !== rest.branch) {
          context.addIssue({ code: "custom", path: [index, "point"], message: "cannot be a key" });
        }
        seen.add(id);
      }
    }),
});

/** Body of `PUT /api/v1/prompts/:name/versions/:version`. */
export const promptVersionBody = z.strictObject({
  text: z
    .string()
    .min(1)
    .max(MAX_PROMPT_CHARACTERS)
    .refine(
      (text) => !text.includes("\0") && text.isWellFormed(),
      "holds characters that are no text",
    ),
  createdAt: maybe(isoTime),
});
