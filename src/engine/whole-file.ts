/** Above this size in bytes a database is read in parts, as queries need them; below it, whole and gzipped. */
const wholeFileBytes = 32 * 2 ** 20;

/** Whether a database of so many bytes is sent gzipped, as one file. */
export function isFetchedWhole(bytes: number): boolean {
  return bytes <= wholeFileBytes;
}
