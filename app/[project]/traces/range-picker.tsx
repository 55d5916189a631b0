"use client";

import { Button, Popover, TextInput } from "@mantine/core";
import { IconCalendar } from "@tabler/icons-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { useTimeZone } from "@/components/use-time-zone";
import { RANGES, type Range } from "@/lib/domain/time-window";
import styles from "./list.module.css";
import { changedSearch } from "./list-address";
import { formatWindow, RANGE_NAMES } from "./window-text";

type RangePickerProps = {
  /** Null when the window has ends of its own. */
  readonly range: Range | null;
  /** ISO 8601. */
  readonly from: string;
  readonly to: string;
  readonly search: string;
};

/** Chooses the window: by length up to now, or by its two ends in the reader's own time zone. */
export function RangePicker({ range, from, to, search }: RangePickerProps) {
  const [isOpen, setOpen] = useState(false);
  const zone = useTimeZone();
  const label = range === null ? formatWindow(from, to, zone) : RANGE_NAMES[range];
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="default"
          size="sm"
          leftSection={<IconCalendar size={16} aria-hidden />}
          aria-label={`Time range: ${label}`}
          onClick={() => setOpen(!isOpen)}
        >
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={styles["range"]}>
          <nav aria-label="Lengths up to now">
            {RANGES.map((known) => (
              <Link
                key={known}
                href={changedSearch(search, { range: known, from: null, to: null })}
                aria-current={known === range}
                onClick={() => setOpen(false)}
                prefetch={false}
              >
                {RANGE_NAMES[known]}
              </Link>
            ))}
          </nav>
          <CustomRange from={from} to={to} search={search} onDone={() => setOpen(false)} />
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

type CustomRangeProps = Omit<RangePickerProps, "range"> & { readonly onDone: () => void };

function CustomRange({ from, to, search, onDone }: CustomRangeProps) {
  const router = useRouter();
  const [ends, setEnds] = useState({ from: localText(from), to: localText(to) });
  const isBackwards = ends.from >= ends.to;
  const apply = (event: FormEvent) => {
    event.preventDefault();
    if (isBackwards) return;
    const [start, end] = [new Date(ends.from).toISOString(), new Date(ends.to).toISOString()];
    router.push(changedSearch(search, { range: null, from: start, to: end }), { scroll: false });
    onDone();
  };
  return (
    <form onSubmit={apply}>
      <TextInput
        type="datetime-local"
        label="From"
        required
        value={ends.from}
        onChange={({ currentTarget }) => setEnds({ ...ends, from: currentTarget.value })}
      />
      <TextInput
        type="datetime-local"
        label="Until, not included"
        required
        value={ends.to}
        error={isBackwards ? "Must be after the start" : false}
        onChange={({ currentTarget }) => setEnds({ ...ends, to: currentTarget.value })}
      />
      <Button type="submit" disabled={isBackwards}>
        Apply
      </Button>
    </form>
  );
}

/** A time as the field for local times wants it: `2026-05-12T14:02`. */
function localText(iso: string): string {
  const date = new Date(iso);
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}
