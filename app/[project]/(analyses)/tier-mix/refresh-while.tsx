"use client";

import { useSteadyRefresh } from "@/components/use-steady-refresh";

const EVERY_MS = 2_000;

/** Keeps the page fresh while something on it moves by itself. */
export function RefreshWhile({ isOn }: { readonly isOn: boolean }) {
  useSteadyRefresh(EVERY_MS, isOn);
  return null;
}
