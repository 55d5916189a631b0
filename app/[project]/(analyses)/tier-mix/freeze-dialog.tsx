"use client";

import { Text, Textarea, TextInput } from "@mantine/core";
import { FormDialog } from "@/components/form-dialog";
import { freezeReferenceAction } from "./actions";
import styles from "./tier-mix.module.css";

type FreezeDialogProps = { readonly slug: string; readonly feature: string | null };

/** Freezes the mix of chosen days as the reference. There is no trailing window to choose. */
export function FreezeDialog({ slug, feature }: FreezeDialogProps) {
  return (
    <FormDialog
      label="Freeze a reference"
      title="Freeze a reference mix"
      submit="Freeze"
      action={freezeReferenceAction.bind(null, slug, feature)}
    >
      {(faultOf) => (
        <>
          <Text size="sm" c="dimmed">
            {feature === null ? "For all features. " : `For the feature ${feature}. `}
            The mix of these days is what every later one is held against, until somebody freezes
            another. It takes 28 days; 56 make fewer false alarms.
          </Text>
          <div className={styles["row"]}>
            <TextInput name="from" type="date" label="From, UTC" required error={faultOf("from")} />
            <TextInput
              name="to"
              type="date"
              label="Until, not included"
              required
              error={faultOf("to")}
            />
          </div>
          <Textarea
            name="reason"
            label="Why this mix is as it should be"
            required
            autosize
            minRows={2}
            maxLength={10_000}
            error={faultOf("reason")}
          />
          <TextInput
            name="approvedBy"
            label="Approved by"
            required
            maxLength={200}
            error={faultOf("approvedBy")}
          />
        </>
      )}
    </FormDialog>
  );
}
