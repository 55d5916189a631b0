"use client";

import { Button, NativeSelect, Popover, TextInput } from "@mantine/core";
import { IconFilter, IconX } from "@tabler/icons-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { changedSearch } from "../traces/list-address";
import styles from "./analysis.module.css";

/** A parameter of the address and the values that traffic has for it. */
export type FilterOption = { readonly name: string; readonly values: readonly string[] };

/** A parameter that is set. */
export type SetFilter = { readonly name: string; readonly value: string };

type ScopeFiltersProps = {
  readonly filters: readonly SetFilter[];
  readonly options: readonly FilterOption[];
  readonly search: string;
};

const ALWAYS = ["feature", "environment", "tenant"];

/** Which part of the traffic is looked at: each filter as a chip, and a form for the next one. */
export function ScopeFilters({ filters, options, search }: ScopeFiltersProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={styles["filters"]}>
      {filters.map(({ name, value }) => (
        <span key={name} className={styles["chip"]}>
          <span>{titleOf(name)}</span>
          <strong title={value}>{value}</strong>
          <Link
            href={changedSearch(search, { [name]: null })}
            aria-label={`Remove the filter ${titleOf(name)} ${value}`}
            scroll={false}
            prefetch={false}
          >
            <IconX size={12} aria-hidden />
          </Link>
        </span>
      ))}
      <Popover opened={isOpen} onChange={setOpen} position="bottom-start" trapFocus returnFocus>
        <Popover.Target>
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            leftSection={<IconFilter size={14} aria-hidden />}
            onClick={() => setOpen(!isOpen)}
          >
            Filter
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <FilterForm options={options} search={search} onDone={() => setOpen(false)} />
        </Popover.Dropdown>
      </Popover>
    </div>
  );
}

type FilterFormProps = Pick<ScopeFiltersProps, "options" | "search"> & {
  readonly onDone: () => void;
};

function FilterForm({ options, search, onDone }: FilterFormProps) {
  const router = useRouter();
  const [name, setName] = useState("feature");
  const [value, setValue] = useState("");
  const listId = useId();
  const names = [...new Set([...ALWAYS, ...options.map((option) => option.name)])];
  const values = options.find((option) => option.name === name)?.values ?? [];
  const apply = (event: FormEvent) => {
    event.preventDefault();
    if (value === "") return;
    router.push(changedSearch(search, { [name]: value }), { scroll: false });
    setValue("");
    onDone();
  };
  return (
    <form onSubmit={apply} className={styles["filterForm"]}>
      <NativeSelect
        label="Only traffic whose"
        data={names.map((known) => ({ value: known, label: titleOf(known) }))}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <TextInput
        label="is"
        list={listId}
        value={value}
        onChange={({ currentTarget }) => setValue(currentTarget.value)}
        maxLength={600}
        data-autofocus
      />
      <datalist id={listId}>
        {values.map((known) => (
          <option key={known} value={known} />
        ))}
      </datalist>
      <Button type="submit" disabled={value === ""}>
        Apply
      </Button>
    </form>
  );
}

const titleOf = (name: string) => name.replace(/^segment\./, "");
