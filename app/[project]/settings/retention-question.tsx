"use client";

import { Button, Group, Modal, Text } from "@mantine/core";
import { formatCount } from "@/components/format";

type RetentionQuestionProps = {
  /** Null: there is nothing to ask. */
  readonly removes: {
    readonly traces: number;
    readonly spans: number;
    /** The first day that is kept. */
    readonly since: string;
  } | null;
  readonly isPending: boolean;
  readonly onKeep: () => void;
  readonly onRemove: () => void;
};

/** Says what would go and asks once more: what is removed cannot be brought back. */
export function RetentionQuestion({
  removes,
  isPending,
  onKeep,
  onRemove,
}: RetentionQuestionProps) {
  return (
    <Modal
      opened={removes !== null}
      onClose={onKeep}
      title="Remove older traces?"
      closeButtonProps={{ "aria-label": "Close" }}
    >
      {removes === null ? null : (
        <Text mb="md">
          {counted(removes.traces, "trace")} with {counted(removes.spans, "span")} began before{" "}
          {removes.since} and will be removed within minutes. This cannot be undone.
        </Text>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onKeep}>
          Keep them
        </Button>
        <Button color="red" loading={isPending} onClick={onRemove}>
          Remove them
        </Button>
      </Group>
    </Modal>
  );
}

const counted = (count: number, noun: string) =>
  `${formatCount(count)} ${noun}${count === 1 ? "" : "s"}`;
