import {readFileSync, statSync} from "node:fs";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {parse} from "yaml";
import {filesOf, newSample, recordsOf, rowsOf, textOf, type Sample} from "./workspace.js";

const DATA = join(import.meta.dirname, "../../data");

let sample: Sample;
beforeAll(async () => {
  sample = await newSample();
});
afterAll(() => sample.remove());

describe("the generator", () => {
  it("writes the same bytes for the same seed and scale, in any time zone", async () => {
    const zone = process.env.TZ;
    const one = await newSample({scale: 0.05, seed: 7});
    process.env.TZ = "Pacific/Kiritimati";
    const other = await newSample({scale: 0.05, seed: 7});
    process.env.TZ = zone;
    expect(other.truths).toEqual(one.truths);
    expect(differing(one.out, other.out)).toEqual([]);
    one.remove();
    other.remove();
  });

  it("writes other figures for another seed", async () => {
    const [one, other] = [await newSample({scale: 0.05, seed: 1}), await newSample({scale: 0.05, seed: 2})];
    expect(differing(one.out, other.out)).toContain("leads.csv");
    one.remove();
    other.remove();
  });

  it("keeps at least 20 sellers below scale 1, and the number of deals to scale", async () => {
    const small = await newSample({scale: 0.05});
    expect(small.truths.sellers.sellers).toBe(20);
    expect(small.truths.deals.deals).toBeGreaterThan(230);
    expect(small.truths.deals.deals).toBeLessThan(370);
    small.remove();
  });

  it("refuses a scale that is not above 0", async () => {
    await expect(newSample({scale: 0})).rejects.toThrow('Scale "0" is not a number above 0.');
    await expect(newSample({scale: Number.NaN})).rejects.toThrow("is not a number above 0");
  });
});

describe("the committed sample", () => {
  it("is what the generator writes at scale 1, seed 1", () => {
    expect(filesOf(DATA)).toEqual(filesOf(sample.out));
    expect(differing(DATA, sample.out)).toEqual([]);
  });

  it("takes less than 12 MB", () => {
    const bytes = filesOf(DATA).reduce((sum, file) => sum + statSync(join(DATA, file)).size, 0);
    expect(bytes).toBeLessThan(12_000_000);
  });

  it("has the promised size", () => {
    const {truths, out} = sample;
    const sellers = rowsOf(out, "sellers.csv");
    expect(sellers).toHaveLength(120);
    expect(new Set(sellers.map(({region}) => region)).size).toBe(4);
    expect(new Set(sellers.map(({team}) => team)).size).toBe(5);
    expect(truths.deals.deals).toBeGreaterThan(5800);
    expect(truths.touches.rows).toBe(60_000);
    expect(truths.leads.leads).toBeGreaterThan(11_900);
    expect(rowsOf(out, "posts.csv")).toHaveLength(3000);
    expect(rowsOf(out, "contributions.csv").length).toBeGreaterThan(200);
  });

  it("has a unique id, name and address for each seller", () => {
    for (const column of ["seller_id", "name", "email"]) {
      expect(new Set(rowsOf(DATA, "sellers.csv").map((row) => row[column])).size).toBe(120);
    }
    for (const {email} of rowsOf(DATA, "sellers.csv"))
      expect(email).toMatch(/^[a-z0-9.-]+@larkfell\.example$/);
  });

  it("has every quarter of SSI and every month of engagement", () => {
    expect(filesOf(DATA).filter((file) => file.startsWith("ssi/"))).toHaveLength(12);
    expect(filesOf(DATA).filter((file) => file.startsWith("engagement/"))).toHaveLength(36);
    const weeks = new Set(filesOf(DATA).flatMap((file) => (file.startsWith("ssi/") ? mondays(file) : [])));
    expect(weeks.size).toBe(156);
  });

  it("dates nothing after its last day", () => {
    for (const file of filesOf(DATA)) {
      const text = textOf(DATA, file);
      const iso = text.match(/\b\d{4}-\d{2}-\d{2}\b/g) ?? [];
      const french = (text.match(/\b\d{2}\/\d{2}\/\d{4}\b/g) ?? []).map((day) =>
        day.split("/").reverse().join("-")
      );
      expect([...iso, ...french].filter((day) => day > "2026-09-30")).toEqual([]);
    }
  });

  it("holds text that must be escaped, many scripts, and values over two lines", () => {
    const leads = textOf(DATA, "leads.csv");
    for (const text of ["<b>Acme</b>", "🚀", "أمينة", "水野辺", '"First line,\nsecond line"']) {
      expect(leads.includes(text), text).toBe(true);
    }
  });

  it("has the dialect of a French spreadsheet in the French office's file", () => {
    const bytes = readFileSync(join(DATA, "crm/affaires-france.csv"));
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const text = bytes.toString("utf8");
    expect(text.split("\r\n").length).toBe(text.split("\n").length);
    expect(text).toMatch(/;\d{1,3}\u202F\d{3},\d{2};/);
    expect(text).toMatch(/;\d{1,3}\u00A0\d{3},\d{2};/);
  });
});

describe("the sample's report.yaml", () => {
  interface Source {
    file: string;
    columns?: Record<string, string>;
    values?: Record<string, Record<string, string>>;
  }
  const settings = parse(textOf(DATA, "report.yaml")) as {
    sample: boolean;
    as_of: string;
    sources: Record<string, Source | Source[]>;
  };
  const sources = Object.values(settings.sources).flat();

  it("says that the sample is one, and its last day", () => {
    expect(settings.sample).toBe(true);
    expect(settings.as_of).toBe("2026-09-30");
  });

  it.each(sources)("names only files and columns that exist: $file", ({file, columns = {}}) => {
    const pattern = new RegExp(`^${file.replaceAll(".", "\\.").replaceAll("*", "[^/]*")}$`);
    const files = filesOf(DATA).filter((name) => pattern.test(name));
    expect(files.length).toBeGreaterThan(0);
    for (const name of files) {
      const header = Object.keys(rowsOf(DATA, name)[0] ?? {});
      expect(header).toEqual(expect.arrayContaining(Object.values(columns)));
    }
  });

  it.each(sources.filter(({values}) => values?.outcome))(
    "maps every stage of $file",
    ({file, columns, values}) => {
      const stages = new Set(rowsOf(DATA, file).map((row) => row[columns?.stage ?? ""]));
      stages.delete("");
      expect([...stages].sort()).toEqual(Object.keys(values?.outcome ?? {}).sort());
    }
  );
});

describe("the counts of rows", () => {
  it("hold for every file, by an independent parser", () => {
    const counted = filesOf(sample.out)
      .filter((file) => file.endsWith(".csv"))
      .map((file) => [file, recordsOf(sample.out, file).length]);
    const stated = sample.truths.files.map(({file, rows_read}) => [file, rows_read]);
    expect(Object.fromEntries(stated)).toEqual(Object.fromEntries(counted));
  });

  it("include footers and blank lines, which are ignored", () => {
    const ignored = sample.truths.files.filter(({ignored}) => ignored > 0);
    expect(Object.fromEntries(ignored.map(({file, ignored}) => [file, ignored]))).toEqual({
      "ssi/2024-Q2.csv": 1,
      "crm/opportunities.csv": 4,
      "crm/affaires-france.csv": 2,
      "leads.csv": 1
    });
  });

  it("call rejected what the rejecting rules add up to", () => {
    const notes = new Set(["total_not_sum", "closed_before_created", "no_owner", "unmapped_value"]);
    for (const {file, rejected} of sample.truths.files) {
      const dirt = sample.truths.dirt.filter((count) => count.file === file && !notes.has(count.rule));
      expect(dirt.reduce((sum, {rows}) => sum + rows, 0)).toBe(rejected);
    }
  });
});

function differing(one: string, other: string): string[] {
  return filesOf(one).filter(
    (file) => !readFileSync(join(one, file)).equals(readFileSync(join(other, file)))
  );
}

function mondays(file: string): string[] {
  const days = rowsOf(DATA, file).map(({week}) => week ?? "");
  return days.filter((day) => new Date(`${day}T00:00:00Z`).getUTCDay() === 1 && day !== "2024-02-31");
}
