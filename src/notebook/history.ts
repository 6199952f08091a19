/** The versions of a thing that is being changed, the one that is shown among them. */
export interface History<T> {
  readonly versions: readonly Version<T>[];
  /** Index of the version that is shown. */
  readonly now: number;
}

export interface Version<T> {
  readonly value: T;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** What was done, in words. */
  readonly what: string;
}

/** Older versions than these are forgotten. */
export const keptVersions = 200;
/** Changes of one kind within this time become one version. */
const together = 1500;

/** A history that begins with a value. */
export function startHistory<T>(value: T, at: number): History<T> {
  return {versions: [{value, at, what: "opened"}], now: 0};
}

/** Adds a version after the one that is shown; those that were undone are gone. */
export function record<T>(history: History<T>, value: T, {at, what}: {at: number; what: string}): History<T> {
  const kept = history.versions.slice(0, history.now + 1);
  const last = kept.at(-1);
  const joined = last && kept.length > 1 && last.what === what && at - last.at < together;
  const versions = [...(joined ? kept.slice(0, -1) : kept), {value, at, what}].slice(-keptVersions);
  return {versions, now: versions.length - 1};
}

/** Shows the version `steps` later, or earlier when negative; the ends stop it. */
export function step<T>(history: History<T>, steps: number): History<T> {
  const now = Math.max(0, Math.min(history.versions.length - 1, history.now + steps));
  return {...history, now};
}

/** Brings an earlier version back, as a new one, so that nothing is lost by it. */
export function restore<T>(history: History<T>, index: number, at: number): History<T> {
  const version = history.versions[index];
  if (!version) return history;
  return record({...history, now: history.versions.length - 1}, version.value, {at, what: "brought back"});
}

/** The value that is shown. */
export function shown<T>({versions, now}: History<T>): T {
  const version = versions[now];
  if (!version) throw new Error("A history holds no version.");
  return version.value;
}
