import styles from "./hatch.module.css";

/** Fills what is unknown. Put it into a drawing and fill with `url(#<id>)`. */
export function Hatch({ id }: { readonly id: string }) {
  return (
    <defs className={styles["hatch"]}>
      <pattern id={id} width={7} height={7} patternUnits="userSpaceOnUse">
        <rect width={7} height={7} />
        <path d="M-1 8 8 -1M-1 1 1 -1M6 8 8 6" />
      </pattern>
    </defs>
  );
}
