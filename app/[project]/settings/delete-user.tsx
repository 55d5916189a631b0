"use client";

import { Button, Group, Modal, Text, TextInput } from "@mantine/core";
import { useState, useTransition } from "react";
import { formatCount } from "@/components/format";
import { countUserTracesAction, deleteUserTracesAction } from "./deletion-actions";
import styles from "./settings.module.css";

/** Says how much there is of a user before it goes for good. */
export function DeleteUser({ slug }: { readonly slug: string }) {
  const [userId, setUserId] = useState("");
  const [found, setFound] = useState<number | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const [isPending, startTransition] = useTransition();
  const count = () =>
    startTransition(async () => {
      setSaid(null);
      setFound(await countUserTracesAction(slug, userId));
    });
  const remove = () =>
    startTransition(async () => {
      const traces = await deleteUserTracesAction(slug, userId);
      setFound(null);
      setSaid(`${tracesText(traces)} of ${userId} removed.`);
    });
  return (
    <form
      className={styles["form"]}
      onSubmit={(event) => {
        event.preventDefault();
        count();
      }}
    >
      <TextInput
        label="User id, as telemetry names it"
        required
        w={320}
        maxLength={1_000}
        value={userId}
        onChange={(event) => setUserId(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" loading={isPending}>
        Look for their traces
      </Button>
      {said === null ? null : <p role="status">{said}</p>}
      {found === 0 ? <p role="status">There are no traces of {userId}.</p> : null}
      <Modal
        opened={found !== null && found > 0}
        onClose={() => setFound(null)}
        title="Delete this user's data?"
        closeButtonProps={{ "aria-label": "Close" }}
      >
        <Text mb="md" style={{ overflowWrap: "anywhere" }}>
          {tracesText(found ?? 0)} of {userId} will be removed with their spans and content. This
          cannot be undone.
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => setFound(null)}>
            Keep it
          </Button>
          <Button color="red" loading={isPending} onClick={remove}>
            Delete
          </Button>
        </Group>
      </Modal>
    </form>
  );
}

const tracesText = (count: number) => `${formatCount(count)} ${count === 1 ? "trace" : "traces"}`;
