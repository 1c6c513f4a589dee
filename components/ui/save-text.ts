/** Hands a text to the browser as a file. */
export function saveText(name: string, type: string, text: string): void {
  const link = document.createElement("a");
  const href = URL.createObjectURL(new Blob([text], { type }));
  link.href = href;
  link.download = name;
  link.click();
  // the download has its own hold on the data once it has begun
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}
