import { readFile } from "node:fs/promises";
import { AppError } from "@/lib/errors";

/** @throws AppError `not_found` saying why a file cannot be read */
export function readText(file: string): Promise<string> {
  return readFile(file, "utf8").catch((error: unknown) => {
    throw new AppError(
      "not_found",
      `Cannot read ${file}: ${error instanceof Error ? error.message : error}`,
    );
  });
}
