"use client";

import { Button, Group, Modal, Text } from "@mantine/core";
import { useState, useTransition } from "react";
import { useMay } from "@/components/own-role";
import { deleteObjectiveAction } from "./actions";

type RemoveObjectiveProps = { readonly slug: string; readonly name: string };

/** Asks once more: alerts and gates that go by the objective end with it. */
export function RemoveObjective({ slug, name }: RemoveObjectiveProps) {
  const [isOpen, setOpen] = useState(false);
  const [isPending, startTransition] = useTransition();
  const remove = () =>
    startTransition(async () => {
      await deleteObjectiveAction(slug, name);
      setOpen(false);
    });
  if (!useMay("member")) return null;
  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        aria-label={`Remove ${name}`}
        onClick={() => setOpen(true)}
      >
        Remove
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title="Remove this objective?"
        closeButtonProps={{ "aria-label": "Close" }}
      >
        <Text mb="md" style={{ overflowWrap: "anywhere" }}>
          Nothing is held to “{name}” any more: its budget, its alerts and its part in the gate end.
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => setOpen(false)}>
            Keep it
          </Button>
          <Button color="red" loading={isPending} onClick={remove}>
            Remove
          </Button>
        </Group>
      </Modal>
    </>
  );
}
