/** A group with its size, e.g. a team with its number of sellers. */
export interface Sized {
  readonly name: string;
  readonly size: number;
}

/**
 * Names of the groups to be shown as one, so that every group that is left, the common one included, has at least
 * `least` members: no difference between sums of groups then tells of fewer. Small groups go first; while they are too
 * few together, the next smallest joins them. All of them where the whole is too small, none where none is.
 */
export function pooled(groups: readonly Sized[], least: number): ReadonlySet<string> {
  const ordered = [...groups].sort((a, b) => a.size - b.size || (a.name < b.name ? -1 : 1));
  const common = new Set<string>();
  let size = 0;
  for (const group of ordered) {
    if (group.size >= least && (common.size === 0 || size >= least)) break;
    common.add(group.name);
    size += group.size;
  }
  return common;
}
