"use client";

import { Button, TextInput } from "@mantine/core";
import { useActionState } from "react";
import { createProjectAction } from "./create-project";
import styles from "./home.module.css";

export function CreateProjectForm() {
  const [fault, action, isPending] = useActionState(createProjectAction, null);
  return (
    <form action={action}>
      <div className={styles["form"]}>
        <TextInput
          name="name"
          label="Name"
          placeholder="Support assistant"
          required
          maxLength={63}
        />
        <Button type="submit" loading={isPending}>
          Create
        </Button>
      </div>
      {fault === null ? null : <p role="alert">{fault}</p>}
    </form>
  );
}
