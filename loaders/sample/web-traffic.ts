import {WEEKS, iso, mondayOf} from "./calendar.js";
import type {Cell, ExportFolder} from "./export-file.js";
import type {Random} from "../../src/stats/random.js";

/** Writes weekly visits to the company's site by channel and campaign, with the leads among them. */
export function writeWebTraffic(folder: ExportFolder, random: Random, scale: number): void {
  const header = ["week", "channel", "campaign", "sessions", "leads", "qualified_leads"];
  folder.write("web_traffic.csv", header, weeks(random, scale));
}

/** Sessions a week at the start, growth over the three years, chance of a lead. */
const VISITS = [
  {channel: "Organic Search", campaign: "", sessions: 2100, growth: 0.15, lead: 0.006},
  {channel: "Direct", campaign: "", sessions: 900, growth: 0.05, lead: 0.004},
  {channel: "Email", campaign: "newsletter", sessions: 420, growth: 0.1, lead: 0.009},
  {channel: "Paid Search", campaign: "sensors 2024", sessions: 380, growth: -0.2, lead: 0.008},
  {channel: "Referral", campaign: "", sessions: 260, growth: 0, lead: 0.007},
  {channel: "Organic Social", campaign: "", sessions: 240, growth: 0.9, lead: 0.005},
  {channel: "Organic Social", campaign: "sellers' posts", sessions: 110, growth: 1.6, lead: 0.011},
  {channel: "Paid Social", campaign: "webinar été", sessions: 90, growth: 0.4, lead: 0.01}
];

function* weeks(random: Random, scale: number): Generator<Cell[]> {
  for (let week = 0; week < WEEKS; week++) {
    for (const visits of VISITS) yield row(random, week, visits, scale);
  }
}

function row(random: Random, week: number, visits: (typeof VISITS)[number], scale: number): Cell[] {
  const trend = 1 + (visits.growth * week) / WEEKS;
  const sessions = Math.round(random.skewed(visits.sessions * scale * trend, 0.12));
  const leads = random.successes(sessions, visits.lead);
  return [
    iso(mondayOf(week)),
    visits.channel,
    visits.campaign,
    sessions,
    leads,
    random.successes(leads, 0.4)
  ];
}
