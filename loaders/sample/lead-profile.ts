import type {Random} from "../../src/stats/random.js";
import type {Team} from "./truths.js";

/** How a lead came to the company. */
export type LeadChannel = keyof typeof CHANNELS;

/** What is known of a lead on the first day, and what it adds to the log odds of winning. */
export interface LeadProfile {
  title: string;
  headline: string;
  summary: string;
  industry: string;
  employees: number;
  location: string;
  channel: LeadChannel;
  odds: number;
}

/** Draws the profile of a lead in a team's part of the world. */
export function leadProfile(random: Random, team: Team): LeadProfile {
  const title = random.weighted(shares(TITLES));
  const industry = random.weighted(shares(INDUSTRIES));
  const channel = random.weighted(shares(CHANNELS));
  const keyword = random.weighted({headline: 10, summary: 12, none: 78});
  const employees = Math.max(1, Math.round(random.skewed(140, 1.5)));
  const [place, topic] = [random.pick(PLACES[team]), random.pick(TOPICS)];
  return {
    title,
    headline: `${title}${keyword === "headline" ? ` | ${random.pick(KEYWORDS)}` : random.chance(0.4) ? ` | ${topic}` : ""}`,
    summary: summary(random, keyword === "summary" ? random.pick(KEYWORDS) : topic),
    industry,
    employees,
    location: place,
    channel,
    odds:
      TITLES[title][1] + INDUSTRIES[industry][1] + CHANNELS[channel][1] + KEYWORD[keyword] + size(employees)
  };
}

/** Weight and log odds of each channel. */
const CHANNELS = {
  linkedin_invitation: [30, -0.2],
  sales_navigator: [14, 0.1],
  content: [12, 0],
  web_form: [12, 0.6],
  webinar: [9, 0.2],
  event: [8, 0.15],
  referral: [5, 1.1],
  list: [10, -0.9]
} as const;

const TITLES = {
  "Founder & CEO": [7, 1],
  "Managing Director": [6, 0.85],
  "Head of Quality": [10, 0.7],
  "Plant Manager": [13, 0.4],
  "Directeur technique": [6, 0.5],
  "Leiterin Labor": [6, 0.4],
  "Process Engineer": [16, 0],
  "Purchasing Manager": [12, 0.1],
  "Maintenance Supervisor": [10, 0],
  "Sales Representative": [5, -1.1],
  Consultant: [5, -1],
  Student: [4, -2]
} as const;

const INDUSTRIES = {
  Pharmaceuticals: [16, 0.7],
  "Food & Beverage": [20, 0.3],
  Chemicals: [16, 0.5],
  "Water & Utilities": [14, 0.1],
  Energy: [12, 0],
  "Pulp & Paper": [8, 0],
  Retail: [8, -1],
  Education: [6, -0.9]
} as const;

const KEYWORD = {headline: 0.95, summary: 0.4, none: 0};
const KEYWORDS = ["calibration", "process analytics", "étalonnage", "kalibrering"];
const TOPICS = ["operations", "lean", "supply chain", "sustainability", "automation", "team building"];
const PLACES: Readonly<Record<Team, string[]>> = {
  France: ["Lyon", "Besançon", "Angoulême", "Saint-Étienne"],
  "Northern Europe": ["Göteborg", "Tromsø", "Köln", "Łódź", "Leeds", "İzmir"],
  "North America": ["Montréal", "Cincinnati", "Tacoma", "Querétaro"],
  "Latin America": ["São Paulo", "Bogotá", "Córdoba", "Concepción"],
  "Asia Pacific": ["Pune", "Ōsaka", "Đà Nẵng", "Perth"]
};

const SENTENCES: readonly ((topic: string) => string)[] = [
  (topic) => `Ten years in ${topic}.`,
  (topic) => `I write about ${topic}, mostly on Fridays.`,
  (topic) => `Passionné par ${topic} depuis 2009`,
  (topic) => `Brinner för ${topic}`,
  (topic) => `"Measure twice" – ${topic}`,
  (topic) => `${topic}; audits; people`,
  () => "",
  () => "",
  () => ""
];

/** Rarely seen, but seen: emoji, two lines, text from right to left. */
const ODD_SUMMARIES = [
  "🔧 Fixing valves since 1998 🚀",
  "First line,\nsecond line",
  "أقيس كل شيء 📏",
  "אוהבת מספרים 💧",
  "I ❤️ data, 1 < 2 & 3 > 2"
];

function summary(random: Random, topic: string): string {
  return random.chance(0.004) ? random.pick(ODD_SUMMARIES) : random.pick(SENTENCES)(topic);
}

/** Middle-sized companies buy most. */
function size(employees: number): number {
  return employees < 10 ? -0.7 : employees < 50 ? 0 : employees <= 500 ? 0.4 : 0.1;
}

function shares<K extends string>(table: Readonly<Record<K, readonly [number, number]>>): Record<K, number> {
  const weights = Object.entries<readonly [number, number]>(table).map(([key, [weight]]) => [key, weight]);
  return Object.fromEntries(weights) as Record<K, number>;
}
