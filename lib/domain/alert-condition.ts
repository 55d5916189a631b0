/**
 * Something worth telling people, as it stands in one evaluation of a report. Conditions that do
 * not hold are listed as well, so that whoever was told can be told that it is over.
 */
export type AlertCondition = {
  /** What kind of trouble it is: stable and in snake_case. */
  readonly code: string;
  /** Which one of its kind, the same from evaluation to evaluation. Unique within one report. */
  readonly key: string;
  /** `page` wakes somebody, `ticket` waits for the morning, `info` is only shown. */
  readonly severity: "page" | "ticket" | "info";
  readonly firing: boolean;
  /** One sentence with its numbers. */
  readonly message: string;
  /** The measured quantity, in the unit the message names; null when it is unknown. */
  readonly value: number | null;
};
