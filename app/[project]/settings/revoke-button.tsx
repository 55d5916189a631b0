"use client";

import { Button, Group, Modal, Text } from "@mantine/core";
import { useState, useTransition } from "react";
import { revokeKeyAction } from "./key-actions";

type RevokeButtonProps = { readonly slug: string; readonly id: number; readonly name: string };

/** Asks once more: a revoked key cannot be brought back. */
export function RevokeButton({ slug, id, name }: RevokeButtonProps) {
  const [isOpen, setOpen] = useState(false);
  const [isPending, startTransition] = useTransition();
  const revoke = () =>
    startTransition(async () => {
      await revokeKeyAction(slug, id);
      setOpen(false);
    });
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        aria-label={`Revoke ${name}`}
        onClick={() => setOpen(true)}
      >
        Revoke
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title="Revoke this key?"
        closeButtonProps={{ "aria-label": "Close" }}
      >
        <Text mb="md" style={{ overflowWrap: "anywhere" }}>
          Programs that use “{name}” can no longer send or read. This cannot be undone.
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => setOpen(false)}>
            Keep it
          </Button>
          <Button color="red" loading={isPending} onClick={revoke}>
            Revoke
          </Button>
        </Group>
      </Modal>
    </>
  );
}
