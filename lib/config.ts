import { parseConfig } from "./parse-config";

/** Settings, read and checked once at start-up. No other file below app/ reads `process.env`. */
export const config = parseConfig(process.env);
