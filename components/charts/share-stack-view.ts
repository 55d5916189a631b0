/** A stack of shares to 100 % over time, ready to be drawn. Places run from 0 to 1. */
export type ShareStackView = {
  /** What a screen reader is told: what the picture shows, from when to when. */
  readonly description: string;
  /** Bottom first. */
  readonly layers: readonly ShareStackLayer[];
  /** In order of time. */
  readonly points: readonly StackBucket[];
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
  readonly changes: readonly ShareStackChange[];
  readonly bands: readonly ShareStackBand[];
};

export type ShareStackLayer = {
  readonly name: string;
  /** Of the tier, for its colour; null when it has none. */
  readonly level: number | null;
  /** SVG path within `STACK_WIDTH` and `STACK_HEIGHT`. */
  readonly path: string;
  /** Its share over the whole window, with the unit. */
  readonly shareText: string;
  /** To the traces behind that share. */
  readonly href: string;
  /** Middle of its label from the top; null when it has no request. */
  readonly labelAt: number | null;
};

export type StackBucket = {
  readonly from: number;
  readonly to: number;
  /** What is read out of it. */
  readonly text: string;
  /** ISO 8601. */
  readonly fromTime: string;
  readonly toTime: string;
};

/** Something that was changed, where it lies in the picture. */
export type ShareStackChange = {
  readonly id: string;
  readonly at: number;
  readonly text: string;
  /** To where it is written up; null when nobody said. */
  readonly href: string | null;
};

/** What the bottom layer is held against: a band, or a line when its ends are the same. */
export type ShareStackBand = {
  readonly kind: "reference" | "objective";
  readonly low: number;
  readonly high: number;
  readonly text: string;
};
