/** A share in percent: "53.0 %", with as many digits as a small one needs. */
export function formatPercent(share: number): string {
  return `${(share * 100).toFixed(digitsOf(share))} %`;
}

/** A difference of shares: "1.2 points". */
export function formatPoints(difference: number): string {
  return `${(difference * 100).toFixed(digitsOf(difference))} points`;
}

/** A burn rate: "9.4×". */
export function formatFactor(factor: number): string {
  return `${Number(factor.toFixed(1))}×`;
}

function digitsOf(share: number): number {
  return share !== 0 && Math.abs(share) < 0.001 ? 3 : 1;
}
