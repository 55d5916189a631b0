import { AppError } from "@/lib/errors";
import { faultsOf } from "./parameter-notice";

/** What became of a form: kept, or what is wrong by field; null before it was sent. */
export type FormOutcome =
  | { readonly isKept: true }
  | { readonly faults: Readonly<Record<string, readonly string[]>> }
  | null;

/** Keeps what a form says, or tells what is wrong with it; anything else that is thrown is thrown on. */
export async function outcomeOf(keep: () => Promise<void>): Promise<FormOutcome> {
  try {
    await keep();
    return { isKept: true };
  } catch (error) {
    if (error instanceof AppError && error.code === "invalid_input") {
      return { faults: faultsOf(error) };
    }
    throw error;
  }
}
