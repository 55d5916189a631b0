"use client";

import { Button, Group, Modal, NativeSelect, Text } from "@mantine/core";
import { useState, useTransition } from "react";
import { CopyButton } from "@/components/copy-button";
import { type CreatedKey, rotateKeyAction } from "./key-actions";
import styles from "./settings.module.css";

type RotateButtonProps = {
  readonly slug: string;
  readonly id: number;
  readonly name: string;
  readonly isEnded: boolean;
};

const GRACE = [
  { value: "24", label: "for another day" },
  { value: "168", label: "for another week" },
  { value: "1", label: "for another hour" },
  { value: "0", label: "no longer" },
];

/** Makes a key in place of another, while programs are still being told the new one. */
export function RotateButton({ slug, id, name, isEnded }: RotateButtonProps) {
  const [isOpen, setOpen] = useState(false);
  const [hours, setHours] = useState("24");
  const [made, setMade] = useState<CreatedKey>(null);
  const [isPending, startTransition] = useTransition();
  const rotate = () =>
    startTransition(async () => setMade(await rotateKeyAction(slug, id, Number(hours))));
  const close = () => {
    setOpen(false);
    setMade(null);
  };
  return (
    <>
      {isEnded ? null : (
        <Button
          variant="default"
          size="compact-sm"
          aria-label={`Rotate ${name}`}
          onClick={() => setOpen(true)}
        >
          Rotate
        </Button>
      )}
      <Modal
        opened={isOpen}
        onClose={close}
        title="Rotate this key?"
        closeButtonProps={{ "aria-label": "Close" }}
      >
        {made !== null && "key" in made ? (
          <p role="status" className={styles["created"]}>
            <span>Copy the new key now; it is not shown again.</span>
            <code>{made.key}</code>
            <CopyButton text={made.key} label="Copy the key" />
          </p>
        ) : (
          <>
            <Text mb="md" style={{ overflowWrap: "anywhere" }}>
              A new key with the name and rights of “{name}” is made.
            </Text>
            <NativeSelect
              label="The old one works"
              data={GRACE}
              value={hours}
              onChange={({ currentTarget }) => setHours(currentTarget.value)}
              mb="md"
            />
            {made !== null && "fault" in made ? <p role="alert">{made.fault}</p> : null}
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                Keep it
              </Button>
              <Button loading={isPending} onClick={rotate}>
                Rotate
              </Button>
            </Group>
          </>
        )}
      </Modal>
    </>
  );
}
