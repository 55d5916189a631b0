import styles from "./list.module.css";
import type { ListRequest } from "./list-request";

/** What of the query or the address is not understood. */
export function QueryMessages({ request }: { readonly request: ListRequest }) {
  const { queryFaults, leftAside } = request;
  return (
    <div className={styles["messages"]} role="status">
      {queryFaults.map(({ part, start, message }) => (
        <p key={start}>
          <code>{part}</code>: {message}.
        </p>
      ))}
      {leftAside.length === 0 ? null : (
        <p>
          The address has a part that is not understood and was left aside:{" "}
          <code>{leftAside.join(", ")}</code>
        </p>
      )}
    </div>
  );
}
