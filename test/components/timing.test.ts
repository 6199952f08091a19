import {describe, expect, it} from "vitest";
import {createTiming} from "../../src/components/timing.js";

function fakeHost() {
  let time = 0;
  const frames: (() => void)[] = [];
  const marks: string[] = [];
  const measures: {name: string; start: number; end: number}[] = [];
  return {
    marks,
    measures,
    pass(milliseconds: number) {
      time += milliseconds;
      for (const frame of frames.splice(0)) frame();
    },
    host: {
      mark: (name: string) => void marks.push(name),
      measure: (name: string, {start, end}: {start: number; end: number}) =>
        void measures.push({name, start, end}),
      now: () => time,
      nextFrame: (callback: () => void) => void frames.push(callback),
      loaded: Promise.resolve()
    }
  };
}

describe("timing", () => {
  it("measures from a filter change to the last piece drawn", () => {
    const fake = fakeHost();
    const timing = createTiming(fake.host);
    timing.changed();
    fake.pass(16);
    const [first, second] = [timing.waiting({onScreen: true}), timing.waiting({onScreen: false})];
    fake.pass(10);
    first();
    fake.pass(14);
    second();
    for (let i = 0; i < 5; ++i) fake.pass(16);
    expect(fake.marks).toEqual(["filter-change"]);
    expect(fake.measures).toEqual([
      {name: "view-drawn", start: 0, end: 26},
      {name: "charts-drawn", start: 0, end: 40}
    ]);
  });

  it("measures nothing when nothing had to be drawn", () => {
    const fake = fakeHost();
    createTiming(fake.host).changed();
    for (let i = 0; i < 5; ++i) fake.pass(16);
    expect(fake.measures).toEqual([]);
  });

  it("tells those who wait for a change to be answered", () => {
    const fake = fakeHost();
    const timing = createTiming(fake.host);
    let settled = 0;
    timing.onSettled(() => (settled += 1));
    timing.changed();
    timing.waiting({onScreen: true})();
    for (let i = 0; i < 5; ++i) fake.pass(16);
    expect(settled).toBe(1);
  });

  it("marks the first card and the first chart once", () => {
    const fake = fakeHost();
    const timing = createTiming(fake.host);
    for (const kind of ["card", "chart", "card"] as const) timing.first(kind);
    expect(fake.marks).toEqual(["first-card", "first-chart"]);
  });

  it("says when the first view is drawn: loaded, and quiet for three frames", async () => {
    const fake = fakeHost();
    const timing = createTiming(fake.host);
    let drawn = false;
    void timing.firstDrawn.then(() => (drawn = true));
    const done = timing.waiting({onScreen: true});
    await Promise.resolve();
    for (let i = 0; i < 6; ++i) fake.pass(16);
    await Promise.resolve();
    expect(drawn).toBe(false);
    done();
    for (let i = 0; i < 6; ++i) fake.pass(16);
    await new Promise((resolve) => setTimeout(resolve));
    expect(drawn).toBe(true);
  });
});
