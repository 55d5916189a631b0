"use client";

import { IconEyeOff, IconFile } from "@tabler/icons-react";
import { Fragment, useState } from "react";
import { type ContentPiece, foldText, splitContent } from "./content-pieces";
import { formatBytes } from "./format-bytes";
import { useSoughtText } from "./sought-text";
import styles from "./text-content.module.css";

/**
 * A text as it was recorded: plain, folded when long, with redactions and embedded files described.
 * What senders record is untrusted, so nothing in it is ever interpreted or loaded.
 */
export function TextContent({ text, isCode = false }: { text: string; isCode?: boolean }) {
  const [isOpen, setOpen] = useState(false);
  const sought = useSoughtText();
  const fold = foldText(text);
  const isFolded = fold.more !== null && !isOpen;

  return (
    <div className={styles["content"]} data-code={isCode || undefined}>
      <div className={styles["text"]} data-folded={isFolded || undefined}>
        <Pieces pieces={splitContent(isFolded ? fold.shown : text, sought)} />
      </div>
      {fold.more !== null && (
        <button
          type="button"
          className={styles["more"]}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? "Show less" : fold.more}
        </button>
      )}
    </div>
  );
}

/** The same inside a line: never folded. */
export function InlineContent({ text }: { text: string }) {
  return <Pieces pieces={splitContent(text, useSoughtText())} />;
}

function Pieces({ pieces }: { pieces: readonly ContentPiece[] }) {
  return pieces.map((piece, position) => (
    // Pieces have no identity but their place, and their list is replaced whole.
    // biome-ignore lint/suspicious/noArrayIndexKey: see above
    <Fragment key={position}>
      <Piece piece={piece} />
    </Fragment>
  ));
}

function Piece({ piece }: { piece: ContentPiece }) {
  switch (piece.form) {
    case "text":
      return piece.text;
    case "match":
      return <mark className={styles["match"]}>{piece.text}</mark>;
    case "redacted":
      return (
        <span className={styles["chip"]} title="Taken out before it was stored">
          <IconEyeOff size={12} aria-hidden /> redacted: {piece.what}
        </span>
      );
    case "file":
      return (
        <span className={styles["chip"]} title="A file inside the text; its bytes are not shown">
          <IconFile size={12} aria-hidden /> {piece.mediaType}, {formatBytes(piece.bytes)}, not
          shown
        </span>
      );
  }
}
