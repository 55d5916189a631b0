/** What decoding one item gives: the item, or why it cannot be kept. */
export type Decoded<Value> = { readonly value: Value } | { readonly error: string };
