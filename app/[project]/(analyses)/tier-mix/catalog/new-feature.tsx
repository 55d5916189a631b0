"use client";

import { Button, TextInput } from "@mantine/core";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import styles from "./catalog.module.css";

/** Opens the catalog of a feature by its name, whether there is one yet or not. */
export function NewFeature({ path }: { readonly path: string }) {
  const router = useRouter();
  const [name, setName] = useState("");
  const open = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== "") router.push(`${path}?feature=${encodeURIComponent(name.trim())}`);
  };
  return (
    <form onSubmit={open} className={styles["newFeature"]}>
      <TextInput
        size="xs"
        aria-label="Feature"
        placeholder="a feature of its own"
        value={name}
        maxLength={200}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <Button size="xs" variant="default" type="submit" disabled={name.trim() === ""}>
        Open
      </Button>
    </form>
  );
}
