/** A share in percent: "6.0 %", with as many digits as a small one needs. */
export function formatPercent(share: number): string {
  const digits = share !== 0 && Math.abs(share) < 0.001 ? 3 : 1;
  return `${(share * 100).toFixed(digits)} %`;
}
