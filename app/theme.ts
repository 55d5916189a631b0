import { createTheme, type MantineColorsTuple } from "@mantine/core";

const DARK: MantineColorsTuple = [
  "#e7e9ee",
  "#c3c8d2",
  "#9aa2b1",
  "#7b8494",
  "#3c4350",
  "#2b313b",
  "#1d2129",
  "#16191f",
  "#12151a",
  "#0f1115",
];

const BLUE: MantineColorsTuple = [
  "#e8f2fb",
  "#cfe2f4",
  "#a3c8ea",
  "#74ace0",
  "#4f95d6",
  "#3686cf",
  "#1f78c8",
  "#0f64ad",
  "#0a5897",
  "#064a81",
];

/** Mantine's half of the look; the tokens that charts and tables use are in theme.css. */
export const theme = createTheme({
  primaryColor: "tide",
  primaryShade: { light: 7, dark: 6 },
  colors: { dark: DARK, tide: BLUE },
  fontFamily: '"Inter Variable", system-ui, sans-serif',
  fontFamilyMonospace: '"JetBrains Mono Variable", ui-monospace, monospace',
  fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "16px", xl: "20px" },
  lineHeights: { xs: "1.3334", sm: "1.3847", md: "1.4286", lg: "1.5", xl: "1.4" },
  spacing: { xs: "8px", sm: "12px", md: "16px", lg: "24px", xl: "32px" },
  radius: { xs: "2px", sm: "4px", md: "6px", lg: "8px", xl: "12px" },
  defaultRadius: "md",
  headings: {
    fontWeight: "600",
    sizes: {
      h1: { fontSize: "24px", lineHeight: "32px" },
      h2: { fontSize: "16px", lineHeight: "24px" },
      h3: { fontSize: "14px", lineHeight: "20px" },
    },
  },
  respectReducedMotion: true,
  cursorType: "pointer",
});
