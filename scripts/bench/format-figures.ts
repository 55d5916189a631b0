import { type Figure, isReached } from "./figure";

/** The figures as lines of a table. */
export function formatFigures(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.what,
    `${formatValue(figure.value)} ${figure.unit}`,
    formatTarget(figure),
    formatVerdict(figure),
  ]);
  const widths = [0, 1, 2].map((column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map(([what = "", value = "", target = "", verdict = ""]) => {
      const cells = [what.padEnd(widths[0] ?? 0), value.padStart(widths[1] ?? 0)];
      return [...cells, target.padEnd(widths[2] ?? 0), verdict].join("  ").trimEnd();
    })
    .join("\n");
}

function formatValue(value: number | null): string {
  if (value === null) return "not measured";
  return Math.abs(value) >= 100 ? Math.round(value).toLocaleString("en-US") : value.toFixed(2);
}

function formatTarget({ target }: Figure): string {
  if (target === undefined) return "";
  return "atLeast" in target
    ? `≥ ${target.atLeast.toLocaleString("en-US")}`
    : `≤ ${target.atMost.toLocaleString("en-US")}`;
}

function formatVerdict(figure: Figure): string {
  const reached = isReached(figure);
  return reached === null ? "" : reached ? "reached" : "missed";
}
