/** TODO */
export function checkLinks(_: {root: string; dir: string; anchors?: Record<string, string[]>}): string[] {
  return [];
}
