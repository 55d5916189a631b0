"use client";

import { type KeyboardEvent, type PointerEvent, useState } from "react";

type Bucket = { readonly from: number; readonly to: number };

/**
 * Walking over the buckets of a picture, by pointer or by arrow keys. Enter, a click or dragging over
 * some of them picks them; `onPick` gets the first and the last.
 */
export function useBucketWalk<Point extends Bucket>(
  points: readonly Point[],
  onPick: (first: Point, last: Point) => void,
) {
  const [position, setPosition] = useState<number | null>(null);
  const [anchor, setAnchor] = useState<number | null>(null);
  const pick = (a: number | null, b: number | null) => {
    if (a === null || b === null) return;
    const [first, last] = [points[Math.min(a, b)], points[Math.max(a, b)]];
    if (first && last) onPick(first, last);
  };
  const leave = () => {
    setPosition(null);
    setAnchor(null);
  };
  const handlers = {
    onPointerDown: (event: PointerEvent) => setAnchor(bucketUnder(event, points)),
    onPointerMove: (event: PointerEvent) => setPosition(bucketUnder(event, points)),
    onPointerUp: (event: PointerEvent) => {
      pick(anchor, bucketUnder(event, points));
      setAnchor(null);
    },
    onPointerLeave: leave,
    onBlur: leave,
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === "Enter") return pick(position, position);
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (step === undefined) return undefined;
      event.preventDefault();
      const last = points.length - 1;
      return setPosition(Math.max(0, Math.min(position === null ? last : position + step, last)));
    },
  };
  return { position, anchor, handlers };
}

/** The bucket under the pointer, or the nearest one in a gap. */
function bucketUnder(
  { currentTarget, clientX }: PointerEvent,
  points: readonly Bucket[],
): number | null {
  const { left, width } = currentTarget.getBoundingClientRect();
  const at = (clientX - left) / width;
  let nearest: number | null = null;
  let distance = Number.POSITIVE_INFINITY;
  points.forEach(({ from, to }, index) => {
    const away = Math.max(from - at, at - to, 0);
    if (away >= distance) return;
    nearest = index;
    distance = away;
  });
  return nearest;
}
