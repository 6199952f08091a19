import {listed} from "../errors.js";
import type {LeadScoring} from "../settings/lead_scoring.js";
import {quoteText} from "../sql.js";

/** One term of the score: what it looks for, and the points it gives. */
export interface Term {
  /** 1, 2, 3 …, as the report names it. */
  readonly term: number;
  readonly part: "static" | "dynamic";
  readonly rule: "attribute" | "keyword" | "together" | "interaction";
  /** In words: what a lead that has it shows. */
  readonly label: string;
  /** The same within a sentence: names of rules as the settings write them. */
  readonly phrase: string;
  readonly points: number;
  /** Where the settings give the points below lead_scoring, what they are multiplied by, and what the rule is called. */
  readonly path: readonly (string | number)[];
  readonly factor: number;
  readonly ruleLabel: string;
  /** Static: SQL over the plain texts of a lead (see `plainTexts`), true where the lead has it. */
  readonly when?: string;
  /** Dynamic: the kind of touch, with its channel where the settings name one, and whether the invitation was still open. */
  readonly touch?: {readonly channel: string | null; readonly kind: string; readonly open: boolean | null};
  readonly halfLife?: number;
  /** Most points that touches of the kind give together. */
  readonly most?: number;
}

/** The terms of a score, in the order of the settings. */
export function termsOf(scoring: LeadScoring): Term[] {
  const attributes = scoring.attributes.map(attributeTerm);
  const keywords = scoring.keywords.terms.map((keyword, i) => keywordTerms(keyword, i, scoring));
  const named = new Map<string, string>();
  scoring.attributes.forEach(({name}, i) => name && named.set(name, attributes[i]?.when ?? "false"));
  scoring.keywords.terms.forEach(({name}, i) => {
    if (name) named.set(name, anyOf((keywords[i] ?? []).map(({when}) => when ?? "false")));
  });
  const together = scoring.together.map(({name, all, points}, i): Draft => {
    const label = name ?? `all of: ${listed(all)}`;
    return {
      part: "static",
      rule: "together",
      label,
      ruleLabel: label,
      path: ["together", i, "points"],
      factor: 1,
      points,
      when: all.map((rule) => `(${named.get(rule)})`).join(" AND ")
    };
  });
  const interactions = Object.entries(scoring.interactions).flatMap(([touch, rule]) =>
    interactionTerms(touch, rule, scoring)
  );
  return [...attributes, ...keywords.flat(), ...together, ...interactions].map((draft, i) => ({
    term: i + 1,
    ...draft,
    phrase: draft.label,
    label: capital(draft.label),
    ruleLabel: capital(draft.ruleLabel)
  }));
}

/** Columns of the leads that the terms read as plain texts, and those that they read as numbers. */
export function fieldsOf(scoring: LeadScoring): {texts: string[]; numbers: string[]} {
  const texts = scoring.attributes.filter(({is, contains}) => is ?? contains).map(({field}) => field);
  if (scoring.keywords.terms.length > 0) texts.push(...Object.keys(scoring.keywords.fields));
  const numbers = scoring.attributes.filter(({from, to}) => from !== undefined || to !== undefined);
  return {texts: unique(texts), numbers: unique(numbers.map(({field}) => field))};
}

/** A text as it is compared: small letters without accents, words apart by one space, a space at each end. */
export function plainSql(text: string): string {
  return `' ' || trim(regexp_replace(regexp_replace(lower(strip_accents(${text})), '\\p{M}+', '', 'g'), '[^\\p{L}\\p{N}]+', ' ', 'g')) || ' '`;
}

/** The first number in a text, with spaces or points between thousands: 51 of "51-200", 1200 of "1 200"; NULL without one. */
export function numberSql(text: string): string {
  const digits = `regexp_extract(${text}, '-?\\d{1,3}([ .,\u00a0\u202f'']\\d{3})+|-?\\d+([.,]\\d+)?')`;
  const joined = `regexp_replace(${digits}, '[ .,\u00a0\u202f''](\\d{3})', '\\1', 'g')`;
  return `TRY_CAST(replace(nullif(${joined}, ''), ',', '.') AS DOUBLE)`;
}

/** The name of a column's plain text, and of its number. */
export const plainName = (field: string): string => `plain_${field}`;
export const numberName = (field: string): string => `number_${field}`;

/** A term whose labels stand as within a sentence. */
type Draft = Omit<Term, "term" | "phrase">;

function attributeTerm(rule: LeadScoring["attributes"][number], place: number): Draft {
  const {field, is, contains, from, to, points} = rule;
  const plain = plainName(field);
  const number = numberName(field);
  const when = is
    ? anyOf(is.map((text) => `${plain} = ${plainSql(quoteText(text))}`))
    : contains
      ? anyWord(plain, contains)
      : [from === undefined ? [] : [`${number} >= ${from}`], to === undefined ? [] : [`${number} <= ${to}`]]
          .flat()
          .join(" AND ");
  const label = rule.name ?? attributeLabel(rule);
  const path = ["attributes", place, "points"];
  return {part: "static", rule: "attribute", label, ruleLabel: label, path, factor: 1, points, when};
}

function attributeLabel({field, is, contains, from, to}: LeadScoring["attributes"][number]): string {
  const name = fieldWords(field);
  if (is) return `${name} is ${shortList(is)}`;
  if (contains) return `${name} says ${shortList(contains.map((word) => `“${word}”`))}`;
  if (from === undefined) return `${name} at most ${to}`;
  return to === undefined ? `${name} at least ${from}` : `${name} from ${from} to ${to}`;
}

/** A keyword counts once, in the field where it weighs most: one term a field, heaviest first. */
function keywordTerms(
  {name, words, unless, points}: LeadScoring["keywords"]["terms"][number],
  place: number,
  {keywords}: LeadScoring
): Draft[] {
  const fields = Object.entries(keywords.fields).sort(([, a], [, b]) => b - a);
  const called = name ?? shortList(words.map((word) => `“${word}”`));
  const excluded = anyOf(fields.map(([field]) => anyWord(plainName(field), unless)));
  return fields.map(([field, weight], i) => {
    const heavier = fields.slice(0, i).map(([other]) => `NOT ${anyWord(plainName(other), words)}`);
    const conditions = [anyWord(plainName(field), words), ...heavier];
    if (unless.length > 0) conditions.push(`NOT ${excluded}`);
    return {
      part: "static",
      rule: "keyword",
      label: `${called} in the ${fieldWords(field)}`,
      ruleLabel: called,
      path: ["keywords", "terms", place, "points"],
      factor: weight,
      points: points * weight,
      when: conditions.join(" AND ")
    };
  });
}

type Interaction = LeadScoring["interactions"][string] & {
  readonly before_accept?: number | undefined;
  readonly half_life_days?: number | undefined;
  readonly max?: number | undefined;
};

function interactionTerms(touch: string, rule: Interaction, scoring: LeadScoring): Draft[] {
  const [channel, kind] = touch.includes("/")
    ? [touch.slice(0, touch.indexOf("/")).toLowerCase(), touch.slice(touch.indexOf("/") + 1).toLowerCase()]
    : [null, touch.toLowerCase()];
  const label = touchName(kind, channel);
  const common = {
    part: "dynamic",
    rule: "interaction",
    factor: 1,
    halfLife: rule.half_life_days ?? scoring.half_life_days,
    ...(rule.max === undefined ? {} : {most: rule.max})
  } as const;
  if (rule.before_accept === undefined)
    return [
      {
        ...common,
        label,
        ruleLabel: label,
        path: ["interactions", touch, "points"],
        points: rule.points,
        touch: {channel, kind, open: null}
      }
    ];
  return [
    {
      ...common,
      label: `${label} before accepting`,
      ruleLabel: `${label} before accepting`,
      path: ["interactions", touch, "before_accept"],
      points: rule.before_accept,
      touch: {channel, kind, open: true}
    },
    {
      ...common,
      label,
      ruleLabel: label,
      path: ["interactions", touch, "points"],
      points: rule.points,
      touch: {channel, kind, open: false}
    }
  ];
}

/** "Job title" for job_title. */
export function fieldName(field: string): string {
  return capital(fieldWords(field));
}

function fieldWords(field: string): string {
  return field.replaceAll("_", " ");
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const touchNames: Readonly<Record<string, string>> = {
  invitation_sent: "was invited",
  invitation_accepted: "accepted the invitation",
  profile_visit: "visited the seller's profile",
  like: "liked a post",
  comment: "commented on a post",
  share: "shared a post",
  repost: "shared a post",
  reply: "replied",
  newsletter_click: "clicked in the newsletter",
  form: "filled in a form",
  meeting: "had a meeting",
  "web/visit": "visited the website",
  "event/visit": "came to the stand"
};

function touchName(kind: string, channel: string | null): string {
  const known = touchNames[channel === null ? kind : `${channel}/${kind}`];
  return known ?? fieldWords(channel === null ? kind : `${kind} (${channel})`);
}

function anyWord(plain: string, words: readonly string[]): string {
  return anyOf(words.map((word) => `contains(${plain}, ${plainSql(quoteText(word))})`));
}

/** True where one of the conditions is; a text that is not there has no word in it. */
function anyOf(conditions: readonly string[]): string {
  return conditions.length === 0 ? "false" : `coalesce(${conditions.join(" OR ")}, false)`;
}

function shortList(texts: readonly string[]): string {
  if (texts.length <= 3) return listed(texts, "or");
  return `${texts.slice(0, 2).join(", ")} or ${texts.length - 2} more`;
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
