import { Button, TextInput } from "@mantine/core";
import styles from "./choose.module.css";

type ChooseFormsProps = {
  /** The page's own, without parameters. */
  readonly address: string;
  readonly given: { readonly side: "a" | "b"; readonly traceId: string } | null;
};

/** Two traces by their ids, or two groups by queries; both work without scripts. */
export function ChooseForms({ address, given }: ChooseFormsProps) {
  const idOf = (side: "a" | "b") => (given?.side === side ? given.traceId : "");
  return (
    <div className={styles["forms"]}>
      <form action={address}>
        <h2>Two traces</h2>
        <p className={styles["muted"]}>
          Or select two in the list of traces with <kbd>x</kbd>.
        </p>
        <TextInput
          name="a"
          label="A, the run that went well"
          defaultValue={idOf("a")}
          required
          placeholder="Trace id"
        />
        <TextInput
          name="b"
          label="B, the run in question"
          defaultValue={idOf("b")}
          required
          placeholder="Trace id"
        />
        <Button type="submit">Compare</Button>
      </form>
      <form action={address}>
        <h2>Two groups of traces</h2>
        <p className={styles["muted"]}>Queries as in the list of traces, over the last 30 days.</p>
        <TextInput name="groupA" label="Group A" required placeholder="release:v41" />
        <TextInput name="groupB" label="Group B" required placeholder="release:v42" />
        <Button type="submit" variant="default">
          Compare groups
        </Button>
      </form>
    </div>
  );
}
