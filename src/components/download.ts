import {slug} from "../stats/slug.js";

/** Hands a file to the reader. */
export function download(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** A file name from words: letters, digits and hyphens. */
export function fileName(words: string, extension: string): string {
  return `${slug(words) || "report"}.${extension}`;
}
