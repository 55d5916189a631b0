import { formatCount } from "@/components/format";
import { type DiffRowView, isDifference } from "./row-view";

/** What stands on one line of the lanes: a step, steps folded into one line, or the mark of the fork. */
export type LaneLine =
  | { readonly type: "row"; readonly key: string; readonly row: DiffRowView }
  | {
      readonly type: "fold";
      readonly key: string;
      /** "14 identical steps" */
      readonly text: string;
      /** Positions of its first and last row. */
      readonly first: number;
      readonly last: number;
      readonly isTail: boolean;
    }
  | { readonly type: "fork"; readonly key: string; readonly step: number };

/** Shorter runs are as well read as a line that stands for them. */
const MIN_FOLDED = 3;

/**
 * The lines of two aligned runs. Identical steps that follow each other are one line, and so is all
 * that comes after the fork, until they are opened by their key.
 */
export function foldRows(rows: readonly DiffRowView[], opened: ReadonlySet<string>): LaneLine[] {
  const fork = rows.findIndex(({ role }) => role === "fork");
  const end = fork === -1 ? rows.length : afterFork(rows, fork);
  const before = foldIdentical(fork === -1 ? rows : rows.slice(0, fork), opened);
  if (fork === -1) return before;
  const line: LaneLine = { type: "fork", key: "fork", step: fork + 1 };
  const tail = rows.slice(end);
  return [...before, line, ...rows.slice(fork, end).map(rowLine), ...foldTail(tail, opened)];
}

/** A fork may take two rows: what one run did, and what the other did instead. */
function afterFork(rows: readonly DiffRowView[], fork: number): number {
  let end = fork + 1;
  while (rows[end]?.role === "fork") end += 1;
  return end;
}

function foldTail(tail: readonly DiffRowView[], opened: ReadonlySet<string>): LaneLine[] {
  const [first, last] = [tail[0], tail.at(-1)];
  if (!first || !last) return [];
  if (tail.length < MIN_FOLDED) return tail.map(rowLine);
  const key = `tail-${first.index}`;
  const fold: LaneLine = {
    type: "fold",
    key,
    text: tailText(tail),
    first: first.index,
    last: last.index,
    isTail: true,
  };
  return opened.has(key) ? [fold, ...foldIdentical(tail, opened)] : [fold];
}

function tailText(tail: readonly DiffRowView[]): string {
  const consequences = tail.filter(({ role }) => role === "consequence").length;
  const same = tail.filter((row) => !isDifference(row)).length;
  const rest = tail.length - consequences - same;
  const parts = [
    counted(consequences, "consequence"),
    counted(same, "identical step"),
    counted(rest, "other step"),
  ];
  return parts.filter((part) => part !== "").join(", ");
}

const counted = (count: number, noun: string) =>
  count === 0 ? "" : `${formatCount(count)} ${noun}${count === 1 ? "" : "s"}`;

function foldIdentical(rows: readonly DiffRowView[], opened: ReadonlySet<string>): LaneLine[] {
  const lines: LaneLine[] = [];
  let run: DiffRowView[] = [];
  const flush = () => {
    lines.push(...linesOfRun(run, opened));
    run = [];
  };
  for (const row of rows) {
    if (!isDifference(row)) {
      run.push(row);
      continue;
    }
    flush();
    lines.push(rowLine(row));
  }
  flush();
  return lines;
}

function linesOfRun(run: readonly DiffRowView[], opened: ReadonlySet<string>): LaneLine[] {
  const [first, last] = [run[0], run.at(-1)];
  if (!first || !last || run.length < MIN_FOLDED) return run.map(rowLine);
  const key = `same-${first.index}`;
  const fold: LaneLine = {
    type: "fold",
    key,
    text: counted(run.length, "identical step"),
    first: first.index,
    last: last.index,
    isTail: false,
  };
  return opened.has(key) ? [fold, ...run.map(rowLine)] : [fold];
}

const rowLine = (row: DiffRowView): LaneLine => ({ type: "row", key: `row-${row.index}`, row });

/** The folds that have to be open for a row to be seen. */
export function foldsAround(rows: readonly DiffRowView[], index: number): string[] {
  const opened = new Set<string>();
  for (let depth = 0; depth < 2; depth += 1) {
    const hiding = foldRows(rows, opened).find(
      (line) =>
        line.type === "fold" && !opened.has(line.key) && line.first <= index && index <= line.last,
    );
    if (hiding) opened.add(hiding.key);
  }
  return [...opened];
}
