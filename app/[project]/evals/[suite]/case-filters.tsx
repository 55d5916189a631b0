"use client";

import { Select, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import type { CaseFacet, CaseFilter } from "@/lib/store/eval-case-list";
import { changedSearch } from "../../traces/list-address";
import styles from "../evals.module.css";

type CaseFiltersProps = {
  readonly facets: readonly CaseFacet[];
  readonly filter: CaseFilter;
  readonly search: string;
};

/** Narrows the list of cases; what is chosen stands in the address. */
export function CaseFilters({ facets, filter, search }: CaseFiltersProps) {
  const router = useRouter();
  const narrow = (name: string, value: string | null) =>
    router.push(changedSearch(search, { [name]: value, skip: null }), { scroll: false });
  return (
    <search className={styles["filters"]} aria-label="Cases">
      <form
        className={styles["search"]}
        onSubmit={(event) => {
          event.preventDefault();
          narrow("q", String(new FormData(event.currentTarget).get("q") ?? ""));
        }}
      >
        <TextInput
          name="q"
          aria-label="Search cases"
          placeholder="Id, input or expectation"
          leftSection={<IconSearch size={16} aria-hidden />}
          defaultValue={filter.text ?? ""}
          autoComplete="off"
        />
      </form>
      {(["status", "intent", "tag"] as const).map((field) => (
        <Select
          key={field}
          aria-label={`Narrow by ${field}`}
          placeholder={`Any ${field}`}
          data={facets
            .filter((facet) => facet.field === field)
            .map(({ value, cases }) => ({ value, label: `${value} (${cases})` }))}
          value={filter[field]}
          onChange={(value) => narrow(field, value)}
          clearable
          searchable
          w={190}
        />
      ))}
    </search>
  );
}
