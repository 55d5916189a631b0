/**
 * Puts a text on the clipboard; false when the browser refuses.
 *
 * Browsers have a clipboard only on secure pages, and many installations are reached by plain HTTP
 * inside a network, where the old way through a selected text field still works.
 */
export async function copyText(text: string): Promise<boolean> {
  if (navigator.clipboard) {
    return navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
  }
  const field = document.createElement("textarea");
  field.value = text;
  field.style.position = "fixed";
  field.style.opacity = "0";
  document.body.append(field);
  field.select();
  const isCopied = document.execCommand("copy");
  field.remove();
  return isCopied;
}
