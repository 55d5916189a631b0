const NOT_ASCII = /[^\0-\x7f]/;
const UNEVEN = /\s\s|[^\S ]|^\s|\s$/;
const DECORATED = /[*_#>`~]|^\s*[-+]\s/m;

/**
 * A text without what only decorates it: Unicode forms, markdown signs, kinds of quotes and dashes,
 * runs of white space. Words, digits, case and signs inside words stay.
 */
export function canonicalText(text: string): string {
  const plain = NOT_ASCII.test(text) ? withPlainSigns(text) : text;
  const bare = DECORATED.test(plain) ? withoutMarkdown(plain) : plain;
  return UNEVEN.test(bare) ? bare.replace(/\s+/g, " ").trim() : bare;
}

function withPlainSigns(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[“”„‟«»]/g, '"')
    .replace(/[‘’‚‛]/g, "'")
    .replace(/[‐-―−]/g, "-");
}

function withoutMarkdown(text: string): string {
  return text
    .replace(/^\s*(?:```|~~~).*$/gm, "")
    .replace(/`+/g, "")
    .replace(/^\s{0,3}(?:#{1,6}\s+|>+\s?|[*+-]\s+)/gm, "")
    .replace(/(?<![\w*])\*{1,3}(?=\S)|(?<=\S)\*{1,3}(?![\w*])/g, "")
    .replace(/(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)/g, "");
}
