import type { FormOutcome } from "@/components/form-outcome";
import { AppError } from "@/lib/errors";
import { faultsOf } from "./[project]/(analyses)/parameter-notice";

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
