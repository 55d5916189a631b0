"use client";

import { createContext, useContext } from "react";

/** What the reader is searching for; every recorded text below marks it. Empty: nothing. */
const SoughtText = createContext("");

export const SoughtTextProvider = SoughtText.Provider;

export function useSoughtText(): string {
  return useContext(SoughtText);
}
