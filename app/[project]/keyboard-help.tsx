"use client";

import { Modal } from "@mantine/core";
import { Fragment } from "react";
import styles from "./layout.module.css";
import type { ProjectPage } from "./project-pages";

type Shortcuts = {
  readonly place: string;
  readonly keys: readonly (readonly [keys: string, meaning: string])[];
};

const everywhere = (pages: readonly ProjectPage[]): Shortcuts => ({
  place: "Everywhere",
  keys: [
    ["⌘K", "Go to a page or a trace"],
    ...pages.flatMap(({ letter, title }) =>
      letter === null ? [] : [[`g ${letter}`, title] as const],
    ),
    ["t", "Light or dark"],
    ["?", "This list"],
  ],
});

const ON_PAGES: readonly Shortcuts[] = [
  {
    place: "List of traces",
    keys: [
      ["/", "Write a query"],
      ["j k", "Next and previous trace"],
      ["Enter", "Open the trace"],
      ["x", "Select or deselect the trace"],
      ["Esc", "Leave the query"],
    ],
  },
  {
    place: "One trace",
    keys: [
      ["j k", "Next and previous span"],
      ["← →", "Collapse and expand the span"],
      ["[ ]", "Collapse and expand all below it"],
      ["n p", "Next and previous error"],
      ["Enter", "Read the span's details"],
      ["/", "Search inside; Enter finds the next match"],
      ["J K", "Earlier and later trace"],
      ["Esc", "Back to the tree, then to the list"],
    ],
  },
  {
    place: "Trace diff",
    keys: [
      ["n p", "Next and previous difference"],
      ["j k", "Next and previous row"],
      ["Enter", "Open what is folded, or read the step"],
      ["Esc", "Back to the lanes, then to the list"],
    ],
  },
];

type KeyboardHelpProps = {
  readonly pages: readonly ProjectPage[];
  readonly isOpen: boolean;
  readonly onClose: () => void;
};

export function KeyboardHelp({ pages, isOpen, onClose }: KeyboardHelpProps) {
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title="Keyboard shortcuts"
      size="md"
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <table className={styles["keys"]}>
        <caption className="tm-visually-hidden">Keys and what they do</caption>
        <tbody>
          {[everywhere(pages), ...ON_PAGES].map(({ place, keys }) => (
            <Fragment key={place}>
              <tr>
                <th colSpan={2} scope="colgroup">
                  {place}
                </th>
              </tr>
              {keys.map(([key, meaning]) => (
                <tr key={key}>
                  <td>
                    {key.split(" ").map((part) => (
                      <Fragment key={part}>
                        <kbd>{part}</kbd>{" "}
                      </Fragment>
                    ))}
                  </td>
                  <td>{meaning}</td>
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </Modal>
  );
}
