"use client";

import { Textarea, TextInput } from "@mantine/core";
import { FormDialog } from "@/components/form-dialog";
import type { CaseAction } from "@/lib/domain/evals/eval-case";
import { reviewCaseAction } from "../../../actions";

const WORDS: Readonly<
  Record<Exclude<CaseAction, "promote">, { label: string; title: string; why: string }>
> = {
  accept: {
    label: "Accept",
    title: "Accept the draft",
    why: "What makes the input and the expectation right",
  },
  verify: {
    label: "Verify",
    title: "Verify the case",
    why: "What was looked at, so that the case counts as fresh",
  },
  retire: {
    label: "Retire",
    title: "Retire the case",
    why: "Why it no longer belongs in the suite",
  },
  restore: {
    label: "Restore",
    title: "Restore the case",
    why: "Why it belongs in the suite again",
  },
};

type ReviewDialogProps = {
  readonly slug: string;
  readonly suite: string;
  readonly id: string;
  readonly action: Exclude<CaseAction, "promote">;
  readonly isMain?: boolean;
};

/** Does something to a case, with a reason for the ledger. */
export function ReviewDialog({ slug, suite, id, action, isMain }: ReviewDialogProps) {
  const { label, title, why } = WORDS[action];
  return (
    <FormDialog
      label={label}
      title={title}
      submit={label}
      action={reviewCaseAction.bind(null, slug, { suite, id }, action)}
      button={{ size: "sm", variant: isMain ? "filled" : "default" }}
    >
      {(faultOf) => (
        <>
          <Textarea
            name="reason"
            label={why}
            required
            autosize
            minRows={2}
            maxLength={10_000}
            error={faultOf("reason")}
          />
          <TextInput name="by" label="By" required maxLength={200} error={faultOf("by")} />
        </>
      )}
    </FormDialog>
  );
}
