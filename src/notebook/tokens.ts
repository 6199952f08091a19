/** A piece of SQL. `text` is as written; `at` where it begins. */
export interface Token {
  readonly kind: "word" | "quoted" | "string" | "number" | "comment" | "input" | "sign";
  readonly text: string;
  readonly at: number;
}

const pattern = new RegExp(
  [
    /(?<comment>--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))/,
    /(?<string>'(?:[^']|'')*(?:'|$)|\$\$[\s\S]*?(?:\$\$|$)|\$(?<tag>[A-Za-z_]\w*)\$[\s\S]*?(?:\$\k<tag>\$|$))/,
    /(?<quoted>"(?:[^"]|"")*(?:"|$))/,
    /(?<input>\$\{[^}]*(?:\}|$))/,
    /(?<number>\d[\w.]*)/,
    /(?<word>[\p{L}_][\p{L}\p{N}_]*)/u,
    /(?<sign>\S)/
  ]
    .map(({source}) => source)
    .join("|"),
  "gu"
);

const kinds = ["comment", "string", "quoted", "input", "number", "word", "sign"] as const;

/** The tokens of a text of SQL, comments among them; what is left open runs to the end. */
export function tokensOf(sql: string): Token[] {
  return Array.from(sql.matchAll(pattern), ({0: text, index, groups}) => ({
    kind: kinds.find((kind) => groups?.[kind] !== undefined) ?? "sign",
    text,
    at: index
  }));
}

/** A word in capitals, so that keywords can be compared; "" for anything else. */
export function keyword(token: Token | undefined): string {
  return token?.kind === "word" ? token.text.toUpperCase() : "";
}

/** The name that a word or a quoted name stands for; null for anything else. */
export function identifierOf(token: Token | undefined): string | null {
  if (token?.kind === "word") return token.text.toLowerCase();
  return token?.kind === "quoted" ? token.text.slice(1, -1).replaceAll('""', '"').toLowerCase() : null;
}

/** The name inside ${…}. */
export function inputName({text}: Token): string {
  return text.replace(/^\$\{|\}$/g, "").trim();
}
