"use client";

import { Button, Group, Modal, Text } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useState, useTransition } from "react";
import { deleteTraceAction } from "../../settings/deletion-actions";

type DeleteTraceProps = { readonly slug: string; readonly traceId: string };

/** Asks once more: what is removed cannot be brought back. */
export function DeleteTrace({ slug, traceId }: DeleteTraceProps) {
  const [isOpen, setOpen] = useState(false);
  const [isPending, startTransition] = useTransition();
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconTrash size={14} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        Delete
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title="Delete this trace?"
        closeButtonProps={{ "aria-label": "Close" }}
      >
        <Text mb="md">
          Its spans go at once, content that nothing else refers to within half an hour. This cannot
          be undone.
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => setOpen(false)}>
            Keep it
          </Button>
          <Button
            color="red"
            loading={isPending}
            onClick={() => startTransition(() => deleteTraceAction(slug, traceId))}
          >
            Delete
          </Button>
        </Group>
      </Modal>
    </>
  );
}
