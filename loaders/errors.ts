/** Something a user can mend: each problem is one sentence with its place and the mend. Shown without a stack trace. */
export class ReportError extends Error {
  readonly problems: readonly string[];

  constructor(problems: string | readonly string[]) {
    const list = (typeof problems === "string" ? [problems] : problems).map(onOneLine);
    super(list.join("\n"));
    this.name = "ReportError";
    this.problems = list;
  }
}

/** Texts from files may hold line ends and signs that steer a terminal. */
function onOneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ");
}

/** The message of anything thrown, without a stack. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** "a", "a and b", "a, b and c". */
export function listed(words: readonly string[], joiner = "and"): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} ${joiner} ${words.at(-1)}`;
}

const mostWords = 12;
const mostLetters = 40;
const mostLettersInAll = 300;

/** The same for texts from files, of which there may be many and long ones: "a, b and 9,998 more". */
export function listedBriefly(words: readonly string[], joiner?: string): string {
  let letters = 0;
  const shown = words
    .slice(0, words.length > mostWords ? mostWords - 1 : mostWords)
    .map(brief)
    .filter((word, place) => (letters += word.length) <= mostLettersInAll || place === 0);
  const more = words.length - shown.length;
  return listed(more > 0 ? [...shown, `${more} more`] : shown, more > 0 ? "and" : joiner);
}

/** A text from a file, cut where it is long. */
export function brief(text: string): string {
  return text.length > mostLetters ? `${text.slice(0, mostLetters - 1)}…` : text;
}

/** The candidate nearest to a misspelt word, or undefined when none is near. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const most = Math.max(2, Math.floor(word.length / 3));
  const ranked = candidates
    .filter((candidate) => Math.abs(candidate.length - word.length) <= most)
    .map((candidate) => ({candidate, distance: editDistance(word.toLowerCase(), candidate.toLowerCase())}))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best && best.distance <= most ? best.candidate : undefined;
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({length: b.length + 1}, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substitution = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(substitution, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
