"use client";

import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import Form from "next/form";
import { useEffect, useRef } from "react";
import { isTyping } from "@/components/typing-target";
import styles from "./sessions.module.css";

export function SessionSearch({ q }: { readonly q: string }) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "/" || isTyping(event)) return;
      event.preventDefault();
      input.current?.focus();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return (
    <Form action="" role="search" className={styles["search"]}>
      <TextInput
        ref={input}
        name="q"
        aria-label="Search sessions"
        placeholder="Session id, user or opening words  ( / )"
        leftSection={<IconSearch size={16} aria-hidden />}
        defaultValue={q}
        autoComplete="off"
      />
    </Form>
  );
}
