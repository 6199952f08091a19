// @vitest-environment jsdom
import {describe, expect, it} from "vitest";
import {
  channelName,
  describeModel,
  modelFinding,
  models,
  rangeFinding,
  shareRange
} from "../../src/components/findings/attribution.js";
import {byModel, channelsByModel, modelPicker, routes} from "../../src/components/pages/attribution.js";
import {dataTable} from "../../src/components/table.js";
import {context, plain, rowsOf} from "./fixtures.js";

/** A channel whose shares run from `lowest` (first touch) to `highest` (all other models). */
const channel = (name: string, lowest: number, highest: number) => ({
  channel: name,
  won_amount: 1000,
  won: 12,
  ...Object.fromEntries(models.map(([model]) => [model, model === "first" ? lowest : highest])),
  lowest,
  highest,
  lowest_amount: 1000 * lowest,
  highest_amount: 1000 * highest
});
const rows = rowsOf([
  channel("linkedin", 0.5, 0.6),
  channel("in_person", 0.1, 0.38),
  channel("none", 0.002, 0.002)
]);
const hostile = rowsOf([channel("<img src=x onerror=alert(1)>", 0.5, 0.6), channel("email", 0.1, 0.3)]);
const wide = {...context, width: 800};
const words = (svg: Element) => Array.from(svg.querySelectorAll("text"), (each) => plain(each.textContent));

describe("the finding over all models", () => {
  it("states the range of the largest channel and of the one that the model moves most", () => {
    expect(plain(rangeFinding(rows, context) as string)).toBe(
      "LinkedIn gets 50 % to 60 % of won revenue, depending on the model; In person anything from 10 % to 38 %"
    );
  });

  it("says so where one channel, no touch, no amount or no deal is all there is", () => {
    expect(rangeFinding(rowsOf([channel("email", 1, 1)]), context)).toBe(
      "Email is the only channel known to have touched won deals"
    );
    expect(rangeFinding(rowsOf([channel("none", 1, 1)]), context)).toEqual({
      empty: "None of the 12 deals won in this selection has a known touch before its close."
    });
    expect(rangeFinding(rowsOf([{...channel("email", 1, 1), won_amount: 0}]), context)).toEqual({
      empty: "The deals won in this selection carry no amounts to share out."
    });
    expect(rangeFinding(rowsOf([]), context)).toEqual({
      empty: "No deal was won in this selection, so there is nothing to share out."
    });
  });

  it("writes a range of one figure once, and no share of something as nothing", () => {
    expect(plain(shareRange(channel("x", 0.2, 0.2), context.format))).toBe("20 %");
    expect(plain(shareRange(channel("x", 0.001, 0.2), context.format))).toBe("under 1 % to 20 %");
    expect(plain(shareRange(channel("x", 0, 0.2), context.format))).toBe("0 % to 20 %");
  });
});

describe("the finding of one model", () => {
  it("names the two channels that get most", () => {
    expect(plain(modelFinding("first")(rows, context) as string)).toBe(
      "First touch: most goes to LinkedIn (50 %) and In person (10 %)"
    );
    expect(plain(describeModel("first")(rows, context))).toContain(
      "LinkedIn: 50.0 %, from 50 % to 60 % over all models"
    );
  });
});

describe("the charts of attribution", () => {
  it("show all models beside the range, on a phone without per cent signs", () => {
    expect(words(channelsByModel.chart(rows, wide))).toEqual(
      expect.arrayContaining(["Markov", "60 %", "10 % to 38 %", "Range", "No touch known"])
    );
    expect(words(channelsByModel.chart(rows, {...context, width: 340}))).toContain("60");
  });

  it("show one model's share and amount, deals without a touch last", () => {
    const text = words(byModel("first").chart(rows, wide));
    expect(text).toEqual(expect.arrayContaining(["50 %", "€500", "under 1 %"]));
    expect(text.indexOf("No touch known")).toBeGreaterThan(text.indexOf("In person"));
  });

  it("show a channel's name as text", () => {
    const svg = channelsByModel.chart(hostile, wide);
    expect(svg.querySelector("img")).toBeNull();
    expect(words(svg)).toContain("<img src=x onerror=alert(1)>");
  });
});

describe("the model picker", () => {
  it("has the chosen model as its value", () => {
    const picker = modelPicker() as HTMLElement & {value: string};
    expect(picker.value).toBe("first");
    const select = picker.querySelector("select");
    if (select) select.value = "markov";
    expect(picker.value).toBe("markov");
  });
});

describe("the table of routes", () => {
  it("names the channels, and no rate of too few", () => {
    const route = {
      route: "linkedin → in_person",
      won: 3,
      deals: 4,
      close_rate: 0.75,
      close_rate_low: 0.3,
      close_rate_high: 0.95,
      won_amount: 10
    };
    const table = dataTable(rowsOf([route]), {...routes, ...context, minN: 10});
    expect(table.textContent).toContain("LinkedIn → In person");
    expect(table.textContent).toContain("too few");
  });
});

describe("a channel's name", () => {
  it("is written as people write it", () => {
    expect(["x", "other", "not given", "in_person", null].map(channelName)).toEqual([
      "X",
      "Other channels",
      "Channel not given",
      "In person",
      "No touch known"
    ]);
  });
});
