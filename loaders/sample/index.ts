import {writeFileSync} from "node:fs";
import {join} from "node:path";
import {writeContributions} from "./contributions.js";
import {writeAffaires, writeOpportunities} from "./crm.js";
import {addDealTouches, type DealTouchCounts} from "./deal-touches.js";
import {accepted, makeDeals, type Deal} from "./deals.js";
import {addOtherTouches, writeEngagement} from "./engagement.js";
import {ExportFolder} from "./export-file.js";
import {dealTruths, leadTruths} from "./figures.js";
import {writeInvitations, writeNavigatorUsage, writeSurveys} from "./habits.js";
import {writeLeads, type LeadTruths} from "./leads.js";
import {writeConnections, writeFollowers, writeTrends} from "./network.js";
import {writePosts} from "./posts.js";
import {writeCoaching, writeProfileAudits, writeTraining} from "./programme.js";
import {Random} from "../../src/stats/random.js";
import {readme} from "./readme.js";
import {reportSettings} from "./report-settings.js";
import {makeSellers, writeSellers, type Seller} from "./sellers.js";
import {makeSsi, writeSsi, type Ssi} from "./ssi.js";
import {Touches} from "./touches.js";
import {TRAINING, meanTrainingLift, type SampleTruths} from "./truths.js";
import {writeWebTraffic} from "./web-traffic.js";

export type {SampleTruths} from "./truths.js";

/** Where the sample goes, how large it is (1 = 120 sellers, 6,000 deals) and from which seed it is drawn. */
export interface SampleOptions {
  out: string;
  scale?: number;
  seed?: number;
}

const SELLERS_AT_SCALE_1 = 120;
const FEWEST_SELLERS = 20;

/**
 * Writes the sample workspace into `out` and returns what is planted in it. The same scale and seed give the same
 * bytes on every machine. Files of the same names are overwritten; others are left alone.
 */
export async function writeSample({out, scale = 1, seed = 1}: SampleOptions): Promise<SampleTruths> {
  if (!(scale > 0) || !Number.isFinite(scale)) throw new Error(`Scale "${scale}" is not a number above 0.`);
  const run = {folder: new ExportFolder(out), draw: (name: string) => new Random(seed, name), scale};
  const company = makeCompany(run);
  await pause();
  writeCompany(run, company);
  await pause();
  const {leads, touches} = writeActions(run, company);
  await pause();
  const interviews = writeContributions(run.folder, run.draw("contributions"), company.deals, scale);
  writePeripheral(run, company.sellers);
  writeFileSync(join(out, "report.yaml"), reportSettings());
  writeFileSync(join(out, "README.md"), readme());
  return {
    scale,
    seed,
    sellers: sellerTruths(company.sellers),
    training: trainingTruths(company.ssi),
    deals: dealTruths(company.deals),
    touches,
    leads: leadTruths(leads),
    interviews: {...interviews, declared: interviews.declared / 10_000},
    files: run.folder.files,
    dirt: run.folder.dirt
  };
}

/** One run of the generator: where it writes, its streams of random numbers by name, its scale. */
interface Run {
  folder: ExportFolder;
  draw: (name: string) => Random;
  scale: number;
}

interface Company {
  sellers: Seller[];
  ssi: Ssi;
  deals: Deal[];
}

function makeCompany({draw, scale}: Run): Company {
  const count = Math.max(FEWEST_SELLERS, Math.round(SELLERS_AT_SCALE_1 * scale));
  const sellers = makeSellers(draw("sellers"), count);
  const ssi = makeSsi(draw("ssi"), sellers);
  return {sellers, ssi, deals: makeDeals(draw("deals"), sellers, ssi, scale)};
}

function writeCompany({folder, draw, scale}: Run, {sellers, ssi, deals}: Company): void {
  writeSellers(folder, sellers);
  writeSsi(folder, draw("ssi files"), {sellers, ssi, scale});
  writeOpportunities(folder, draw("opportunities"), deals);
  writeAffaires(folder, draw("affaires"), deals);
}

/** Writes the leads and all actions of sellers, with and without a deal or lead. */
function writeActions(
  {folder, draw, scale}: Run,
  {sellers, deals}: Company
): {leads: LeadTruths; touches: SampleTruths["touches"]} {
  const touches = new Touches();
  const counts = addDealTouches(draw("deal touches"), deals, touches);
  const ofDeals = touches.size;
  const leads = writeLeads(folder, draw("leads"), {sellers, touches, scale});
  const ofLeads = touches.size - ofDeals;
  addOtherTouches(draw("other touches"), {sellers, touches, scale});
  writeEngagement(folder, draw("engagement"), {sellers, deals, touches, scale});
  const truths = {rows: touches.size, of_deals: ofDeals, of_leads: ofLeads, ...touchTruths(counts, deals)};
  return {leads, touches: truths};
}

/** Lets other work of the process in between two long steps. */
function pause(): Promise<void> {
  return new Promise((resume) => setImmediate(resume));
}

function writePeripheral({folder, draw, scale}: Run, sellers: readonly Seller[]): void {
  writePosts(folder, draw("posts"), sellers, scale);
  writeTraining(folder, sellers);
  writeCoaching(folder, draw("coaching"), sellers);
  writeProfileAudits(folder, draw("profile audits"), sellers);
  writeNavigatorUsage(folder, draw("navigator usage"), sellers);
  writeInvitations(folder, draw("invitations"), sellers);
  writeSurveys(folder, draw("surveys"), sellers);
  writeWebTraffic(folder, draw("web traffic"), scale);
  writeConnections(folder, draw("connections"), sellers);
  writeFollowers(folder, draw("followers"), scale);
  writeTrends(folder, draw("trends"));
}

function sellerTruths(sellers: readonly Seller[]): SampleTruths["sellers"] {
  return {
    sellers: sellers.length,
    seats: sellers.filter(({seat}) => seat).length,
    trained: sellers.filter(({trained}) => trained !== null).length,
    left: sellers.filter(({left}) => left !== null).length,
    not_measured: sellers.filter(({tracked}) => !tracked).length
  };
}

function trainingTruths({realisedLift}: Ssi): SampleTruths["training"] {
  return {
    lift: TRAINING.lift,
    ramp_weeks: TRAINING.rampWeeks,
    mean_lift_12_weeks: meanTrainingLift(),
    realised_mean_lift_12_weeks: realisedLift
  };
}

function touchTruths(counts: DealTouchCounts, deals: readonly Deal[]) {
  const good = deals.filter(accepted);
  const won = good.filter(({outcome}) => outcome === "won").length;
  return {
    before_created: counts.before,
    while_open: counts.open,
    after_closed: counts.after,
    social_while_open_per_won_deal: counts.socialOpen.won / won,
    social_while_open_per_other_deal: counts.socialOpen.other / (good.length - won)
  };
}
