import {describe, expect, it} from "vitest";
import {workspaceOf, type Row} from "../workspace-of.js";

const header = "deal_id,created_on,closed_on,outcome,source,amount,currency\n";
const metrics = [
  "contribution()",
  "contribution_figures()",
  "social_share()",
  "social_share_by_quarter()",
  "social_against_rest()",
  "difference_within()",
  "deals_by('source')",
  "deals_by('source', clock := 'closed')",
  "winning_curve('social')",
  "winning_steps('social')",
  "winning_at('social')",
  "winning_test()",
  "winning_window()",
  "ledger_total()",
  "ledger_by('moment')",
  "ledger_entries()",
  "ledger_rejects()",
  "survey_against_crm()",
  "programme_return()"
];

/** The rows of every metric of the page, which must not fail. */
async function ask(deals: string, files: Record<string, string> = {}) {
  const {rows} = await workspaceOf({"deals.csv": header + deals, ...files});
  const answers = new Map<string, Row[]>();
  for (const metric of metrics) answers.set(metric, await rows(`FROM ${metric}`));
  const all = (metric: string): Row[] => answers.get(metric) ?? [];
  return {
    all,
    first: (metric: string): Row => all(metric)[0] ?? {},
    notes: await rows("SELECT rule FROM notes() ORDER BY rule"),
    rejects: await rows("SELECT rule, value FROM rejects()")
  };
}

describe("the figures of the Revenue page", () => {
  it("stand empty without a closed deal", async () => {
    const {first, all} = await ask("a,2026-01-01,,open,social,100,\nb,2026-01-02,,open,inbound,100,\n");
    expect(first("social_share()")).toMatchObject({won_amount: null, share: null, won_deals: 0});
    expect(first("contribution()")).toMatchObject({won_amount: null, sourced: 0});
    expect(all("winning_curve('social')")).toEqual([]);
    expect(first("winning_test()")).toMatchObject({chi2: null, p: null});
    expect(first("winning_window()")).toMatchObject({first_closed_on: null, expected_before: null});
    expect(first("deals_by('source')")).toMatchObject({close_rate: null, value_win_rate: null});
  });

  it("compare nothing with one source only", async () => {
    const {first} = await ask(
      "a,2026-01-01,2026-02-01,won,social,100,\nb,2026-01-02,2026-02-01,lost,social,100,\n"
    );
    expect(first("social_against_rest()")).toMatchObject({rest_rate: null, difference: null});
    expect(first("difference_within()")).toMatchObject({groups: 0, difference: null, difference_low: null});
    expect(first("winning_test()")).toMatchObject({n_a: 2, n_b: 0, chi2: null});
    expect(first("social_share()")).toMatchObject({share: 1, share_if_all_unknown_social: 1});
  });

  it("span nothing to everything where all sources are unknown", async () => {
    const {first} = await ask(
      "a,2026-01-01,2026-02-01,won,,100,\nb,2026-01-02,2026-02-01,won,who knows,50,\n"
    );
    expect(first("social_share()")).toMatchObject({
      share_if_no_unknown_social: 0,
      share_if_all_unknown_social: 1
    });
    const sourced = (await ask("a,2026-01-01,2026-02-01,won,,100,\n")).all("contribution_figures()")[1];
    expect(sourced).toMatchObject({figure: "sourced", amount: 0, low: 0, high: 100});
  });

  it("leave out a quarter without wins instead of joining its neighbours", async () => {
    const {all} = await ask(
      "a,2026-01-01,2026-02-01,won,social,100,\nb,2026-01-02,2026-08-01,won,social,50,\n"
    );
    expect(all("social_share_by_quarter()").map(({quarter}) => quarter)).toEqual(["2026-Q1", "2026-Q3"]);
  });

  it("give the largest deal beside every sum", async () => {
    const {first, all} = await ask(
      "a,2026-01-01,2026-02-01,won,social,1000000,\nb,2026-01-02,2026-02-01,won,social,50,\n"
    );
    expect(first("social_share()")).toMatchObject({
      largest_social_amount: 1_000_000,
      largest_amount: 1_000_000
    });
    expect(all("contribution_figures()")[1]).toMatchObject({figure: "sourced", largest: 1_000_000});
    expect(first("deals_by('source')")).toMatchObject({
      largest_won_amount: 1_000_000,
      median_won_amount_low: null
    });
  });

  it("count zero and negative amounts as they are, with a note on the negative ones", async () => {
    const {first, notes} = await ask(
      "a,2026-01-01,2026-02-01,won,social,0,\nb,2026-01-02,2026-02-01,won,social,-30,\nc,2026-01-02,2026-02-01,won,event,130,\n"
    );
    expect(first("social_share()")).toMatchObject({won_amount: 100, social_amount: -30});
    expect(first("contribution()")).toMatchObject({sourced: -30, won_amount: 100});
    expect(notes).toEqual([{rule: "negative_amount"}]);
    const zero = await ask("a,2026-01-01,2026-02-01,won,social,0,\n");
    expect(zero.first("social_share()")).toMatchObject({won_amount: 0, share: null});
    expect(zero.first("deals_by('source')")).toMatchObject({value_win_rate: null});
  });

  it("keep a deal won without a close date out of every period, and say so", async () => {
    const {first, notes} = await ask(
      "a,2026-01-01,,won,social,100,\nb,2026-01-02,2026-02-01,won,social,50,\n"
    );
    expect(first("social_share()")).toMatchObject({won_amount: 50, won_deals: 1});
    expect(first("contribution()")).toMatchObject({won_amount: 50});
    expect(first("winning_window()")).toMatchObject({undated: 1});
    expect(first("social_against_rest()")).toMatchObject({social_deals: 2, social_won: 2});
    expect(notes).toEqual([{rule: "won_without_date"}]);
  });

  it("keep a deal closed before it was created, first in the curve, and say so", async () => {
    const {first, all, notes} = await ask("a,2026-01-10,2026-01-01,won,social,100,\n");
    expect(all("winning_curve('social')")).toEqual([{key: "social", day: -9, at_risk: 1, won: 1, lost: 0}]);
    expect(first("winning_window()")).toMatchObject({back_dated: 1});
    expect(notes).toEqual([{rule: "closed_before_created"}]);
  });

  it("are not moved by touches without a deal, or of a deal that is not there", async () => {
    const engagement =
      "happened_on,seller_id,channel,deal_id\n2026-01-05,s1,linkedin,\n2026-01-05,s1,linkedin,zzz\n";
    const {first} = await ask("a,2026-01-01,2026-02-01,won,event,100,\n", {"engagement.csv": engagement});
    expect(first("contribution()")).toMatchObject({influenced: 0, influenced_only: 0, won_amount: 100});
  });

  it("refuse interviews over 100 %, without argument, on lost and on unknown deals, each with its reason", async () => {
    const contributions =
      "interviewed_on,deal_id,moment,percent,argument\n2026-03-01,a,other,120,x\n2026-03-01,a,other,10,\n2026-03-01,b,other,10,x\n2026-03-01,z,other,10,x\n2026-03-01,a,other,-5,x\n";
    const {first, rejects} = await ask(
      "a,2026-01-01,2026-02-01,won,event,100,\nb,2026-01-01,2026-02-01,lost,event,100,\n",
      {"contributions.csv": contributions}
    );
    expect(rejects.map(({rule}) => rule).sort()).toEqual([
      "lost_deal",
      "no_argument",
      "out_of_range",
      "over_100",
      "unknown_deal"
    ]);
    expect(first("ledger_total()")).toMatchObject({entries: 0, declared: null});
  });

  it("hold one currency: a deal in another is refused with its reason", async () => {
    const {first, rejects} = await ask(
      "a,2026-01-01,2026-02-01,won,social,100,EUR\nb,2026-01-01,2026-02-01,won,social,900,usd\n"
    );
    expect(first("social_share()")).toMatchObject({won_amount: 100});
    expect(rejects).toEqual([{rule: "other_currency", value: "usd"}]);
  });
});
