/** Lets the browser save a text as a file. */
export function downloadText(fileName: string, ...parts: BlobPart[]) {
  const url = URL.createObjectURL(new Blob(parts, { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
