import "@mantine/core/styles.css";
import "@mantine/spotlight/styles.css";
import "@fontsource-variable/inter/wght.css";
import "@fontsource-variable/jetbrains-mono/wght.css";
import "./theme.css";
import { ColorSchemeScript, type MantineColorScheme } from "@mantine/core";
import type { Metadata } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { Providers } from "./providers";

export const metadata: Metadata = {
  title: { default: "Tidemark", template: "%s · Tidemark" },
  description: "What an AI product really serves.",
};

const SCHEMES: readonly MantineColorScheme[] = ["light", "dark", "auto"];

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const chosen = (await cookies()).get("tidemark_theme")?.value;
  // Which scripts and styles of this page a browser may run; the server makes one a request.
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  const scheme = SCHEMES.find((known) => known === chosen) ?? "auto";
  return (
    <html
      lang="en"
      suppressHydrationWarning
      {...(scheme === "auto" ? {} : { "data-mantine-color-scheme": scheme })}
    >
      <head>
        <ColorSchemeScript
          defaultColorScheme={scheme}
          localStorageKey="tidemark-unused"
          nonce={nonce}
        />
      </head>
      <body>
        <Providers scheme={scheme} nonce={nonce}>
          {children}
        </Providers>
      </body>
    </html>
  );
}
