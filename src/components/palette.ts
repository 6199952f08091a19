/**
 * The colours of the site, each with one meaning. The values are CSS variables, set in style.css for
 * light, dark and print.
 */
export const palette = {
  /** What comes from social selling. */
  social: "var(--social)",
  socialLight: "var(--social-light)",
  /** Everything else. */
  rest: "var(--rest)",
  restLight: "var(--rest-light)",
  /** What is not known. */
  unknown: "var(--unknown)",
  unknownLight: "var(--unknown-light)",
  ink: "var(--ink)",
  muted: "var(--ink-muted)",
  rule: "var(--rule)",
  ruleStrong: "var(--rule-strong)",
  paper: "var(--paper)",
  shade: "var(--shade)"
} as const;

/** The SSI bands from low to high: one sequential ramp. */
export const bandColours: Readonly<Record<string, string>> = {
  foundation: "var(--band-1)",
  practising: "var(--band-2)",
  active: "var(--band-3)"
};

/** The colours of a group of deals or leads by its source. */
export function sourceColours(source: string | null): {point: string; bar: string} {
  if (source === "social") return {point: palette.social, bar: palette.socialLight};
  if (source === null || source === "unknown") return {point: palette.unknown, bar: palette.unknownLight};
  return {point: palette.rest, bar: palette.restLight};
}
