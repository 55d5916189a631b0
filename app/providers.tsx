"use client";

import {
  type MantineColorScheme,
  type MantineColorSchemeManager,
  MantineProvider,
} from "@mantine/core";
import type { ReactNode } from "react";
import { writePreference } from "@/components/preference-cookie";
import { theme } from "./theme";

type ProvidersProps = {
  readonly scheme: MantineColorScheme;
  /** Without it a browser takes no style that Mantine makes. */
  readonly nonce: string | undefined;
  readonly children: ReactNode;
};

/** Mantine, told the colour scheme that the server read from the cookie. */
export function Providers({ scheme, nonce, children }: ProvidersProps) {
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme={scheme}
      colorSchemeManager={inCookie}
      getStyleNonce={() => nonce ?? ""}
    >
      {children}
    </MantineProvider>
  );
}

const inCookie: MantineColorSchemeManager = {
  get: (scheme) => scheme,
  set: (scheme) => writePreference("tidemark_theme", scheme),
  subscribe: () => {},
  unsubscribe: () => {},
  clear: () => writePreference("tidemark_theme", "auto"),
};
