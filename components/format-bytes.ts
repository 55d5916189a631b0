const UNITS = ["B", "kB", "MB", "GB"] as const;

/** Three significant digits in steps of 1000: `812 B`, `12.3 kB`, `1.05 MB`. */
export function formatBytes(bytes: number): string {
  const step = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(bytes || 1) / 3)));
  const value = bytes / 1000 ** step;
  return `${step === 0 ? value : Number(value.toPrecision(3))} ${UNITS[step]}`;
}
