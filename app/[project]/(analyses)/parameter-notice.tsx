import Link from "next/link";
import { Notice } from "@/components/notice";
import { AppError } from "@/lib/errors";

type ParameterNoticeProps = {
  /** Parameter to what is wrong with it; `""` for the address as a whole. */
  readonly faults: Readonly<Record<string, readonly string[]>>;
  /** The page without any parameter. */
  readonly href: string;
};

/** Stands in for a page whose address asks for something that does not fit. */
export function ParameterNotice({ faults, href }: ParameterNoticeProps) {
  return (
    <Notice title="This address asks for something that does not fit">
      <p>Nothing was read. Mend the address, or take out what is named here:</p>
      <ul>
        {Object.entries(faults).map(([name, messages]) => (
          <li key={name}>
            <code>{name === "" ? "address" : name}</code>: {messages.join("; ")}
          </li>
        ))}
      </ul>
      <p>
        <Link href={href}>Open the page without parameters</Link>
      </p>
    </Notice>
  );
}

/** What the address asks wrongly, by parameter; anything else that was thrown is thrown on. */
export function parameterFaults(error: unknown): ParameterNoticeProps["faults"] {
  if (!(error instanceof AppError) || error.code !== "invalid_input") throw error;
  return faultsOf(error);
}

/** The faults of a refused input by field. */
export function faultsOf({
  details,
  message,
}: AppError): Readonly<Record<string, readonly string[]>> {
  if (typeof details !== "object" || details === null) return { "": [message] };
  return Object.fromEntries(
    Object.entries(details).map(([name, found]) => [name, [found].flat().map(String)]),
  );
}
