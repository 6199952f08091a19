// @vitest-environment jsdom
import {beforeEach, describe, expect, it} from "vitest";
import {createCard, writeCard, writeEmptyCard} from "../../src/components/card.js";
import {createDefinitions} from "../../src/components/definitions.js";
import {createGaps} from "../../src/components/empty.js";
import {createFilterBar} from "../../src/components/filter-bar.js";
import {createFrame, type FrameOptions} from "../../src/components/frame.js";
import {carryQuery} from "../../src/components/links.js";
import {createMetrics} from "../../src/components/metrics.js";
import {createParts} from "../../src/components/parts.js";
import {follow} from "../../src/components/piece.js";
import {showProblems} from "../../src/components/problems.js";
import {createSession, EngineUnavailable} from "../../src/components/session.js";
import {dataTable, rowsTable, sortRows} from "../../src/components/table.js";
import type {Rows} from "../../src/components/rows.js";
import {createView} from "../../src/components/view.js";
import {context, manifest, rowsOf} from "./fixtures.js";

const evil = "<img src=x onerror=alert(1)>";

/** Tells every frame that it is 600 pixels wide. */
class FakeResizeObserver {
  constructor(private readonly callback: (entries: {contentRect: {width: number}}[]) => void) {}
  observe(): void {
    this.callback([{contentRect: {width: 600}}]);
  }
}

beforeEach(() => {
  globalThis.ResizeObserver = FakeResizeObserver as unknown as typeof ResizeObserver;
  document.body.replaceChildren();
  history.replaceState(null, "", "/revenue");
});

const settle = () => new Promise((resolve) => setTimeout(resolve));

describe("a card", () => {
  it("says label, figure, range, n, change and caveat, as text", () => {
    const card = createCard();
    writeCard(card, {
      label: evil,
      value: "5.6 %",
      range: {low: 0.04, value: 0.05, high: 0.07, from: 0, to: 0.1, text: "95 % interval", ends: ["0", "10"]},
      n: "75 of 1,350",
      delta: {direction: "down", text: "down 3 points on Q2 2026"},
      caveat: "Beware"
    });
    expect(card.querySelector("img")).toBeNull();
    expect(card.getAttribute("aria-label")).toBe(evil);
    expect(card.textContent).toContain("down 3 points on Q2 2026");
    expect(card.querySelector(".range-bar")?.getAttribute("x")).toBe("40.00%");
    expect(card.querySelector(".range-bar")?.getAttribute("width")).toBe("30.00%");
  });

  it("keeps a range on its scale", () => {
    const card = createCard();
    const range = {low: -1, value: 0.5, high: 9, from: 0, to: 1, text: "", ends: ["", ""] as const};
    writeCard(card, {label: "a", value: "b", range});
    expect(card.querySelector(".range-bar")?.getAttribute("width")).toBe("100.00%");
  });

  it("gives the reason when it has no figure", () => {
    const card = createCard();
    writeEmptyCard(card, "Index", "No file.");
    expect(card.textContent).toBe("Index–No file.");
  });
});

describe("a table", () => {
  const rows = rowsOf([
    {name: "b", n: 2},
    {name: evil, n: null},
    {name: "a", n: 10}
  ]);
  const columns = [
    {column: "name", heading: "Name"},
    {column: "n", heading: "N", align: "right" as const}
  ];
  const cells = (table: Element) =>
    Array.from(table.querySelectorAll("tbody tr"), (row) => Array.from(row.children, (c) => c.textContent));

  it("shows text as text and missing values as dashes", () => {
    const table = dataTable(rows, {columns, caption: "Test"});
    expect(table.querySelector("img")).toBeNull();
    expect(cells(table)).toEqual([
      ["b", "2"],
      [evil, "–"],
      ["a", "10"]
    ]);
  });

  it("sorts by a heading, down first for numbers, missing values last either way", () => {
    const table = dataTable(rows, {columns, caption: "Test"});
    const [, head] = table.querySelectorAll<HTMLButtonElement>("thead button");
    head?.click();
    expect(cells(table).map(([, n]) => n)).toEqual(["10", "2", "–"]);
    head?.click();
    expect(cells(table).map(([, n]) => n)).toEqual(["2", "10", "–"]);
    expect(table.querySelectorAll("th[aria-sort=ascending]")).toHaveLength(1);
  });

  it("does not change the rows that it sorts", () => {
    sortRows(rows, "n", true);
    expect(rows[0]?.["name"]).toBe("b");
  });

  it("shows the first rows, and all on demand", () => {
    const table = dataTable(rows, {columns, caption: "Test", limit: 2});
    expect(cells(table)).toHaveLength(2);
    table.querySelector<HTMLButtonElement>(".table-more")?.click();
    expect(cells(table)).toHaveLength(3);
    expect(table.querySelector<HTMLButtonElement>(".table-more")?.hidden).toBe(true);
  });

  it("leaves out columns that have nothing to show", () => {
    const bare = dataTable(rows, {
      columns: [columns[0]!, {...columns[1]!, when: () => false}],
      caption: "Test"
    });
    expect(bare.querySelectorAll("thead th")).toHaveLength(1);
  });

  it("says that there are no rows", () => {
    expect(dataTable([], {columns, caption: "Test", empty: "Nothing."}).textContent).toBe("Nothing.");
  });

  it("shows the rows of any query", () => {
    const table = rowsTable(rowsOf([{n: 1.5, day: "2026-09-30", ok: true}]), {format: context.format});
    expect(cells(table)).toEqual([["1.5", "30 Sept 2026", "yes"]]);
    const mixed = rowsTable(rowsOf([{n: 14450}, {n: 0.125}, {n: 1 / 3}]), {format: context.format});
    expect(cells(mixed)).toEqual([["14,450.000"], ["0.125"], ["0.333"]]);
  });
});

describe("a frame", () => {
  const options: FrameOptions = {
    finding: (rows) => (rows.length === 0 ? {empty: "Nothing to see."} : `${rows.length} rows`),
    subtitle: "per cent",
    chart: (_, {width}) => {
      const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      svg.setAttribute("width", String(width));
      return svg;
    },
    note: () => evil,
    describe: () => "In words."
  };
  const definition = {
    name: "metric",
    title: "A metric",
    grain: "One row.",
    unit: "deals",
    dates: "created_on",
    definition: evil,
    limits: "",
    source: "",
    parameters: [],
    columns: [],
    sql: "CREATE MACRO metric() AS TABLE SELECT 1"
  };
  const make = () => {
    const frame = createFrame(
      "c",
      options,
      createDefinitions(() => Promise.resolve([definition]))
    );
    document.body.append(frame.element);
    return frame;
  };

  it("draws the chart at its width, with a name and words for those who do not see it", () => {
    const frame = make();
    frame.write(rowsOf([{n: 1}]), context);
    const svg = frame.element.querySelector("svg");
    expect(svg?.getAttribute("width")).toBe("600");
    expect(svg?.getAttribute("role")).toBe("img");
    expect(svg?.getAttribute("aria-label")).toBe("1 rows. per cent");
    expect(document.getElementById(svg?.getAttribute("aria-describedby") ?? "")?.textContent).toBe(
      "In words."
    );
    expect(frame.element.querySelector("img")).toBeNull();
  });

  it("shows a sentence in place of the chart, and the chart again", () => {
    const frame = make();
    frame.write(rowsOf([]), context);
    expect(frame.element.textContent).toContain("Nothing to see.");
    expect(frame.element.querySelector("svg")).toBeNull();
    expect(frame.element.querySelector<HTMLElement>(".frame-foot")?.hidden).toBe(true);
    frame.write(rowsOf([{n: 1}]), context);
    expect(frame.element.querySelector("svg")).not.toBeNull();
  });

  it("opens its definition and its SQL, which follow the rows", async () => {
    const frame = make();
    frame.write(rowsOf([{n: 1}]), context);
    const [open, sql] = frame.element.querySelectorAll<HTMLButtonElement>(".frame-actions button");
    open?.click();
    await settle();
    const panel = frame.element.querySelector<HTMLElement>(".frame-panel");
    expect(panel?.hidden).toBe(false);
    expect(panel?.textContent).toContain(evil);
    expect(panel?.querySelector("img")).toBeNull();
    expect(open?.getAttribute("aria-expanded")).toBe("true");
    sql?.click();
    await settle();
    expect(open?.getAttribute("aria-expanded")).toBe("false");
    expect(panel?.textContent).toContain("SELECT * FROM metric()");
    expect(panel?.textContent).toContain("CREATE MACRO metric()");
    frame.write(rowsOf([{n: 1}], "other"), context);
    await settle();
    expect(panel?.textContent).toContain("SELECT * FROM other()");
    sql?.click();
    expect(panel?.hidden).toBe(true);
  });
});

describe("a piece", () => {
  const timing = {waiting: () => () => {}, first: () => {}} as never;
  const view = createView({watch: () => () => {}, later: (callback) => void setTimeout(callback)});
  const host = {timing, view, retry: () => {}};
  const show = (element: HTMLElement) => (rows: Rows) => {
    element.textContent = rows.name;
  };

  it("keeps what it shows until the new rows are there", async () => {
    const element = document.createElement("div");
    element.textContent = "old";
    let arrive: (rows: Rows) => void = () => {};
    follow(element, {source: new Promise<Rows>((r) => (arrive = r)), draw: show(element)}, host);
    expect(element.textContent).toBe("old");
    expect(element.getAttribute("aria-busy")).toBe("true");
    arrive(rowsOf([], "new"));
    await settle();
    expect(element.textContent).toBe("new");
    expect(element.hasAttribute("aria-busy")).toBe(false);
  });

  it("shows the newest rows, whichever arrive last", async () => {
    const element = document.createElement("div");
    let late: (rows: Rows) => void = () => {};
    follow(element, {source: new Promise<Rows>((r) => (late = r)), draw: show(element)}, host);
    follow(element, {source: rowsOf([], "second"), draw: show(element)}, host);
    await settle();
    late(rowsOf([], "first"));
    await settle();
    expect(element.textContent).toBe("second");
  });

  it("says in words what failed, and forgets it when the next rows come", async () => {
    const element = document.createElement("div");
    follow(element, {source: Promise.reject(new Error("no such column")), draw: show(element)}, host);
    await settle();
    expect(element.querySelector(".failure")?.textContent).toContain("no such column");
    expect(element.classList.contains("failed")).toBe(true);
    follow(element, {source: rowsOf([], "fine"), draw: () => {}}, host);
    await settle();
    expect(element.querySelector(".failure")).toBeNull();
    expect(element.classList.contains("failed")).toBe(false);
  });

  it("also when drawing fails, and briefly when the engine is not there", async () => {
    const element = document.createElement("div");
    const draw = () => {
      throw new Error("no column x");
    };
    follow(element, {source: rowsOf([]), draw}, host);
    await settle();
    expect(element.textContent).toContain("no column x");
    follow(element, {source: Promise.reject(new EngineUnavailable("x")), draw}, host);
    await settle();
    expect(element.textContent).toBe("No figures for this choice: the query engine is not there.");
  });

  it("off the screen waits until what is on it is drawn, and is not asked for when it is overtaken", async () => {
    let onChange: (element: Element, onScreen: boolean) => void = () => {};
    const later: (() => void)[] = [];
    const placed = {
      timing,
      retry: () => {},
      view: createView({
        watch: (callback) => {
          onChange = callback;
          return () => {};
        },
        later: (callback) => void later.push(callback)
      })
    };
    const element = () => document.createElement("div");
    const [above, below, lowest] = [element(), element(), element()];
    const asked: string[] = [];
    const source = (name: string): Promise<Rows> => {
      const {metric} = createMetrics(
        {},
        {
          query: () => {
            asked.push(name);
            return Promise.resolve({columns: [], rows: []});
          }
        }
      );
      return metric("m");
    };
    const change = (choice: string): void => {
      for (const [name, element] of Object.entries({above, below, lowest}))
        follow(element, {source: source(`${name} ${choice}`), draw: show(element)}, placed);
    };
    change("first");
    await settle();
    expect(asked).toEqual(["above first", "below first", "lowest first"]);
    onChange(below, false);
    onChange(lowest, false);
    change("second");
    await settle();
    change("third");
    await settle();
    expect(asked.slice(3)).toEqual(["above second", "above third"]);
    expect(below.getAttribute("aria-busy")).toBe("true");
    expect(later).toHaveLength(1);
    onChange(lowest, true);
    await settle();
    expect(asked.slice(5)).toEqual(["lowest third", "below third"]);
    expect(below.hasAttribute("aria-busy")).toBe(false);
  });

  it("waits for all rows of several", async () => {
    const element = document.createElement("div");
    const source = {a: Promise.resolve(rowsOf([], "a")), b: rowsOf([], "b")};
    follow(element, {source, draw: ({a, b}) => void (element.textContent = a.name + b.name)}, host);
    await settle();
    expect(element.textContent).toBe("ab");
  });
});

describe("the problems of a preview", () => {
  it("stand above the page until a newer state has none, whatever order states arrive in", () => {
    document.body.innerHTML = "<main>figures</main>";
    const shown = (): string => document.querySelector(".preview-problems")?.textContent ?? "";
    showProblems({problems: ["no setting nonsense"], turn: 20});
    expect(shown()).toContain("no setting nonsense");
    showProblems({turn: 10});
    expect(shown()).toContain("no setting nonsense");
    showProblems({problems: ["another"], turn: 30});
    expect(shown()).toContain("another");
    expect(shown()).not.toContain("nonsense");
    showProblems({turn: 40});
    expect(shown()).toBe("");
    document.body.innerHTML = "";
  });
});

describe("the filter bar", () => {
  const never = createSession(() => new Promise<never>(() => {}));
  const make = (session = never) => {
    const bar = createFilterBar({manifest, format: context.format, session});
    document.body.append(bar);
    return bar;
  };
  const choose = (bar: HTMLElement, name: string, value: string) => {
    const select = bar.querySelector<HTMLSelectElement>(`select[name=${name}]`)!;
    select.value = value;
    select.dispatchEvent(new Event("input", {bubbles: true}));
  };

  it("has the filters as its value when it says that they changed", () => {
    const bar = make();
    const heard: unknown[] = [];
    bar.addEventListener("input", () => heard.push({...bar.value}));
    choose(bar, "region", "EMEA");
    expect(heard).toEqual([{region: "EMEA", team: null, since: "2025-10-01", until: "2026-09-30"}]);
    expect(location.search).toBe("?region=EMEA");
  });

  it("opens with what the address says, and names what it dropped", () => {
    history.replaceState(null, "", "/revenue?region=EMEA&team=Asia");
    const bar = make();
    expect(bar.value.region).toBe("EMEA");
    expect(bar.querySelector(".filter-dropped")?.textContent).toContain("There is no team “Asia”");
    expect(location.search).toBe("?region=EMEA");
  });

  it("offers the teams of the region, and none of another", () => {
    const bar = make();
    choose(bar, "region", "EMEA");
    const teams = bar.querySelectorAll<HTMLOptionElement>("select[name=team] option");
    expect(Array.from(teams, (o) => o.value)).toEqual(["", "France", "North"]);
  });

  it("hides what there is nothing to choose from", () => {
    const bar = createFilterBar({
      manifest: {...manifest, regions: [], teams: []},
      format: context.format,
      session: never
    });
    const hidden = Array.from(bar.querySelectorAll("label"), (label) => label.hidden);
    expect(hidden).toEqual([false, true, true]);
  });

  it("says what the engine does while figures wait for it, and why it failed", async () => {
    const bar = make(createSession(() => Promise.reject(new Error("blocked"))));
    const line = bar.querySelector(".filter-engine");
    expect(line?.textContent).toBe("");
    choose(bar, "region", "EMEA");
    expect(line?.textContent).toBe("");
    const failing = createSession(() => Promise.reject(new Error("blocked")));
    const second = make(failing);
    failing.prepare();
    expect(second.querySelector(".filter-engine")?.textContent).toContain("Fetching the query engine");
    await settle();
    expect(second.querySelector(".filter-engine")?.textContent).toContain("could not be fetched: blocked");
    expect(second.querySelector(".filter-engine button")?.textContent).toBe("Try again");
  });
});

it("the first part that lacks a source says so, wherever it was made", () => {
  const later: (() => void)[] = [];
  const gaps = createGaps(manifest, (callback) => void later.push(callback));
  const [first, second] = [document.createElement("div"), document.createElement("div")];
  document.body.append(first, second);
  expect(gaps.at("ssi", second)).toBe("No index was given; ssi.csv would fill this.");
  expect(gaps.at("ssi", first)).not.toBeNull();
  expect(gaps.at("deals", first)).toBeNull();
  expect(gaps.at(undefined, first)).toBeNull();
  for (const callback of later) callback();
  expect([first.hidden, second.hidden]).toEqual([false, true]);
});

it("the links of the site bear the filters, and no other links do", () => {
  document.body.innerHTML =
    '<a href="./leads#top">a</a><a href="https://example.org/">b</a><a href="#x">c</a><a href="./_file/a.csv">d</a>';
  let query = "?region=EMEA";
  const carry = carryQuery(() => query);
  const hrefs = () => Array.from(document.querySelectorAll("a"), (a) => a.getAttribute("href"));
  carry();
  expect(hrefs()).toEqual(["./leads?region=EMEA#top", "https://example.org/", "#x", "./_file/a.csv"]);
  query = "";
  carry();
  expect(hrefs()[0]).toBe("./leads#top");
  query = "?team=North";
  const late = document.createElement("a");
  late.setAttribute("href", "./method#m");
  document.body.append(late);
  late.dispatchEvent(new Event("focusin", {bubbles: true}));
  expect(late.getAttribute("href")).toBe("./method?team=North#m");
});

describe("the parts of a page", () => {
  const timing = {waiting: () => () => {}, first: () => {}} as never;
  const parts = () =>
    createParts({
      context: () => context,
      definitions: createDefinitions(() => Promise.resolve([])),
      host: {timing, view: createView({watch: () => () => {}, later: () => {}}), retry: () => {}}
    });
  const cardOf = (rows: Rows) => ({label: "A card", value: rows.name});

  it("are the same elements when they are asked for again", async () => {
    const {card, table} = parts();
    const first = card(rowsOf([], "one"), cardOf);
    await settle();
    expect(first.textContent).toContain("one");
    expect(card(rowsOf([], "two"), cardOf)).toBe(first);
    await settle();
    expect(first.textContent).toContain("two");
    const options = {columns: [{column: "n", heading: "N"}], caption: "T"};
    expect(table("t", rowsOf([{n: 1}]), options)).toBe(table("t", rowsOf([{n: 2}]), options));
  });

  it("say what is missing instead of asking for it", () => {
    const {answer, card} = parts();
    const never = new Promise<Rows>(() => {});
    const needs = {needs: "ssi", label: "Index"};
    expect(card(never, cardOf, needs).textContent).toBe("Index–No index was given; ssi.csv would fill this.");
    const told = answer(never, () => "", {needs: "ssi", without: "There is no index."});
    expect(told.textContent).toBe("There is no index.No index was given; ssi.csv would fill this.");
  });

  it("make rows of the rows where a table wants that", async () => {
    const {table} = parts();
    const element = table("t", rowsOf([{n: 1}, {n: 2}]), {
      columns: [{column: "count", heading: "Count"}],
      caption: "T",
      prepare: (rows) => [{count: rows.length}]
    });
    await settle();
    expect(element.querySelector("tbody")?.textContent).toBe("2");
  });
});
