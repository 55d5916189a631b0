"use client";

import { Button, type ButtonProps, Group, Modal } from "@mantine/core";
import { type ReactNode, startTransition, useActionState, useState } from "react";
import styles from "./form-dialog.module.css";
import type { FormOutcome } from "./form-outcome";
import { useMay } from "./own-role";

type FormDialogProps = {
  /** On the button that opens it. */
  readonly label: string;
  /** Told to screen readers where the label alone does not say which. */
  readonly longLabel?: string;
  readonly title: string;
  readonly submit: string;
  readonly action: (previous: FormOutcome, form: FormData) => Promise<FormOutcome>;
  readonly button?: ButtonProps;
  /** The fields; given what is wrong with each. */
  readonly children: (faultOf: (field: string) => string | null) => ReactNode;
};

/** A form in a dialog, which closes when what it says was kept. */
export function FormDialog(props: FormDialogProps) {
  const { label, longLabel, title, button } = props;
  const [isOpen, setOpen] = useState(false);
  if (!useMay("member")) return null;
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        {...button}
        aria-label={longLabel}
        onClick={() => setOpen(true)}
      >
        {label}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={title}
        closeButtonProps={{ "aria-label": "Close" }}
      >
        <DialogForm {...props} onDone={() => setOpen(false)} />
      </Modal>
    </>
  );
}

type DialogFormProps = FormDialogProps & { readonly onDone: () => void };

function DialogForm({ action, submit, children, onDone }: DialogFormProps) {
  const [outcome, send, isPending] = useActionState(
    async (previous: FormOutcome, form: FormData) => {
      const next = await action(previous, form);
      if (next !== null && "isKept" in next) onDone();
      return next;
    },
    null,
  );
  const faults = outcome !== null && "faults" in outcome ? outcome.faults : {};
  const faultOf = (field: string) => faults[field]?.join("; ") ?? null;
  const whole = faultOf("");
  return (
    <form
      className={styles["form"]}
      // Not as an action: React would empty the fields when something in them is wrong.
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        startTransition(() => send(form));
      }}
    >
      {children(faultOf)}
      {whole === null ? null : <p role="alert">{whole}</p>}
      <Group justify="flex-end">
        <Button variant="default" onClick={onDone}>
          Cancel
        </Button>
        <Button type="submit" loading={isPending}>
          {submit}
        </Button>
      </Group>
    </form>
  );
}
