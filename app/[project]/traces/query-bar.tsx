"use client";

import { Combobox, TextInput, useCombobox } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { isTyping } from "@/components/typing-target";
import { type Completion, completeQuery, type KnownValues } from "./complete-query";
import styles from "./list.module.css";
import { changedSearch } from "./list-address";

type QueryBarProps = {
  readonly q: string;
  readonly search: string;
  readonly known: KnownValues;
  readonly scoreNames: readonly string[];
  readonly isFaulty: boolean;
};

/** Where a query is written, with completion of fields and values. Enter asks. */
export function QueryBar({ q, search, known, scoreNames, isFaulty }: QueryBarProps) {
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(q);
  const [caret, setCaret] = useState(q.length);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const completions = completeQuery(text, caret, known, scoreNames);
  useSlashKey(input);

  const type = (typed: string, place: number) => {
    setText(typed);
    setCaret(place);
    combobox.openDropdown();
    combobox.resetSelectedOption();
  };
  const take = (completion: Completion | undefined) => {
    if (completion === undefined) return;
    type(completion.text, completion.caret);
    requestAnimationFrame(() =>
      input.current?.setSelectionRange(completion.caret, completion.caret),
    );
  };
  const ask = (event: FormEvent) => {
    event.preventDefault();
    combobox.closeDropdown();
    router.push(changedSearch(search, { q: text.trim() }), { scroll: false });
  };

  return (
    <search className={styles["queryBar"]}>
      <form onSubmit={ask}>
        <Combobox store={combobox} onOptionSubmit={(index) => take(completions[Number(index)])}>
          <Combobox.Target>
            <TextInput
              ref={input}
              aria-label="Query"
              placeholder='status:error model:gpt-4o duration:>2s "refund"  ( / )'
              leftSection={<IconSearch size={16} aria-hidden />}
              value={text}
              error={isFaulty}
              autoComplete="off"
              spellCheck={false}
              classNames={{ input: styles["query"] ?? "" }}
              onChange={({ currentTarget }) =>
                type(
                  currentTarget.value,
                  currentTarget.selectionStart ?? currentTarget.value.length,
                )
              }
              onSelect={({ currentTarget }) => setCaret(currentTarget.selectionStart ?? 0)}
              onFocus={() => combobox.openDropdown()}
              onBlur={() => combobox.closeDropdown()}
              onKeyDown={({ key }) => {
                if (key === "Escape") input.current?.blur();
              }}
            />
          </Combobox.Target>
          <Combobox.Dropdown hidden={completions.length === 0}>
            <Combobox.Options mah={320} className={styles["completions"]}>
              {completions.map(({ label, hint }, index) => (
                <Combobox.Option key={label} value={String(index)} className={styles["completion"]}>
                  <code>{label}</code>
                  <span>{hint}</span>
                </Combobox.Option>
              ))}
            </Combobox.Options>
          </Combobox.Dropdown>
        </Combobox>
      </form>
    </search>
  );
}

function useSlashKey(input: React.RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "/" || isTyping(event)) return;
      event.preventDefault();
      const end = input.current?.value.length ?? 0;
      input.current?.focus();
      input.current?.setSelectionRange(end, end);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [input]);
}
