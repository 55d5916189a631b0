"use client";

import { Textarea, TextInput } from "@mantine/core";
import { FormDialog } from "@/components/form-dialog";
import { reviewRuleAction } from "./actions";
import styles from "./tier-mix.module.css";

type ReviewDialogProps = { readonly slug: string; readonly rule: string };

/** Records that somebody looked at a rule again. */
export function ReviewDialog({ slug, rule }: ReviewDialogProps) {
  return (
    <FormDialog
      label="Review"
      longLabel={`Review ${rule}`}
      title={`Review ${rule}`}
      submit="Record"
      action={reviewRuleAction.bind(null, slug, rule)}
    >
      {(faultOf) => (
        <>
          <Textarea
            name="note"
            label="Why it may stay, or what happens to it"
            required
            autosize
            minRows={2}
            maxLength={10_000}
            error={faultOf("note")}
          />
          <div className={styles["row"]}>
            <TextInput
              name="expiresAt"
              type="date"
              label="To be looked at again, UTC"
              required
              error={faultOf("expiresAt")}
            />
            <TextInput
              name="by"
              label="Reviewed by"
              required
              maxLength={200}
              error={faultOf("by")}
            />
          </div>
        </>
      )}
    </FormDialog>
  );
}
