import {describe, expect, it} from "vitest";
import {createAhead, moved, type Call} from "../../src/components/ahead.js";
import {toFilters} from "../../src/components/filters.js";
import {chosen, manifest} from "./fixtures.js";

const now = toFilters({period: "2026-Q3", region: null, team: null}, manifest);
const emea = toFilters({period: "2026-Q3", region: "EMEA", team: null}, manifest);
const earlier = toFilters({period: "2026-Q2", region: null, team: null}, manifest);
const call: Call = {name: "m", args: {dimension: "source", ...chosen(now)}};

describe("a call with other filters", () => {
  it("changes the arguments that come from the filters", () => {
    expect(moved(call, now, emea).args).toEqual({dimension: "source", ...emea});
    expect(moved({name: "m", args: {...now.place}}, now, earlier).args).toEqual({...earlier.place});
  });

  it("keeps arguments of the page's own", () => {
    expect(moved({name: "m", args: {since: "2020-01-01"}}, now, earlier).args).toEqual({since: "2020-01-01"});
  });
});

describe("asking ahead", () => {
  function host(rows = 1, cost = 0) {
    let time = 0;
    const asked: Call[] = [];
    const ask = (each: Call) => {
      asked.push(each);
      time += cost;
      return Promise.resolve(rows);
    };
    return {asked, host: {ask, now: () => time, idle: () => Promise.resolve()}};
  }

  it("asks each call with each of the filters", async () => {
    const {asked, host: fake} = host();
    await createAhead(fake).start([call], now, [emea, earlier]);
    expect(asked.map(({args}) => args)).toEqual([
      {dimension: "source", ...emea},
      {dimension: "source", ...earlier}
    ]);
  });

  it("stops when the reader does something", async () => {
    const {asked, host: fake} = host();
    const ahead = createAhead(fake);
    const asking = ahead.start([call], now, [emea, earlier]);
    ahead.stop();
    await asking;
    expect(asked).toEqual([]);
  });

  it("leaves out metrics with many rows after the first", async () => {
    const {asked, host: fake} = host(501);
    await createAhead(fake).start([call], now, [emea, earlier]);
    expect(asked).toHaveLength(1);
  });

  it("ends when its time is spent", async () => {
    const {asked, host: fake} = host(1, 3000);
    await createAhead(fake).start([call], now, [emea, earlier, emea, earlier]);
    expect(asked).toHaveLength(2);
  });
});
