"use client";

import { Button, Group, Modal, Text, TextInput } from "@mantine/core";
import { useState, useTransition } from "react";
import { deleteProjectAction } from "./retention-actions";

/** Asks for the project's address to be typed: everything of it goes. */
export function DeleteProject({ slug }: { readonly slug: string }) {
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const [isPending, startTransition] = useTransition();
  const remove = () =>
    startTransition(async () => {
      await deleteProjectAction(slug, typed);
    });
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        Delete this project
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title="Delete this project?"
        closeButtonProps={{ "aria-label": "Close" }}
      >
        <Text mb="md">
          Its keys stop working at once. Traces, analyses and everything posted for it are removed
          within minutes. This cannot be undone.
        </Text>
        <TextInput
          label={`Type ${slug} to confirm`}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          mb="md"
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={() => setOpen(false)}>
            Keep it
          </Button>
          <Button color="red" loading={isPending} disabled={typed !== slug} onClick={remove}>
            Delete
          </Button>
        </Group>
      </Modal>
    </>
  );
}
