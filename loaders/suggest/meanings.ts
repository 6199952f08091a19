import type {Column} from "../sources/define.js";
import {foldHeader} from "../land/names.js";

/** Beginnings of words that tell what became of a deal, in six languages. */
const beginnings: Readonly<Record<string, readonly string[]>> = {
  won: [
    "won",
    "win",
    "gewonn",
    "gagn",
    "vunn",
    "ganad",
    "ganh",
    "signed",
    "signe",
    "firmad",
    "assinad",
    "unterzeichn"
  ],
  lost: ["lost", "los", "verlor", "perd", "forlor", "abandon", "abgelehnt", "cancel", "annul", "declin"]
};

/**
 * What each text of a category most likely means: a text that the kind knows, one that holds such a text as whole words,
 * or one with a word that tells an outcome. Texts that nothing tells are left out.
 */
export function meaningsOf(column: Column, texts: readonly string[]): Map<string, string> {
  const known = Object.entries(column.values ?? {}).flatMap(([value, list]) =>
    [value, ...list].map((text) => [foldHeader(text), value] as const)
  );
  const isOutcome = column.values !== undefined && "won" in column.values;
  const found = new Map<string, string>();
  for (const text of texts) {
    const fold = foldHeader(text);
    const words = `_${fold}_`;
    const told =
      known.find(([each]) => each === fold) ??
      [...known]
        .sort(([a], [b]) => b.length - a.length)
        .find(([each]) => each.length > 2 && words.includes(`_${each}_`));
    const value = told?.[1] ?? (isOutcome ? outcomeOf(fold) : undefined);
    if (value !== undefined) found.set(text, value);
  }
  return found;
}

function outcomeOf(fold: string): string | undefined {
  const words = fold.split("_");
  return Object.entries(beginnings).find(([, starts]) =>
    words.some((word) => starts.some((start) => word.startsWith(start)))
  )?.[0];
}

/** Texts that the kind understands without being told. */
export function isUnderstood(column: Column, text: string): boolean {
  const fold = foldHeader(text);
  return Object.entries(column.values ?? {}).some(([value, list]) =>
    [value, ...list].some((each) => foldHeader(each) === fold)
  );
}
