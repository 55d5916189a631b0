/** A share from 0 to 1 with its 95 % interval. */
export type Share = { readonly share: number; readonly low: number; readonly high: number };

/** The same with null where there was nothing to take a share of. */
export type MaybeShare = {
  readonly share: number | null;
  readonly low: number | null;
  readonly high: number | null;
};
