import * as Plot from "@observablehq/plot";
import {html} from "htl";
import {
  judgeScores,
  matrixOf,
  rescore,
  type Judged,
  type LeadMatrix,
  type TermWeight
} from "../stats/rescore.js";
import {toYaml, type Setting} from "../stats/yaml.js";
import {draw, narrow, rateAxisY} from "./charts/base.js";
import {numberInput} from "./controls.js";
import {emptyState} from "./empty.js";
import type {Context} from "./piece.js";
import {palette} from "./palette.js";
import {number, tally, text, type Row, type Rows} from "./rows.js";
import {messageOf} from "./session.js";

/** Columns of numbers by name. */
export type Columns = Readonly<Record<string, ArrayLike<number>>>;

export interface WhatIfOptions {
  /** Rows of score_rules. */
  readonly rules: Rows;
  readonly context: Context;
  /** Fetches the columns of a metric with the page's filters. */
  readonly columns: (metric: string) => Promise<Columns>;
}

/** A rule whose points the reader may move: a setting, and the terms that it sets with their factors. */
interface Knob {
  readonly path: string;
  readonly label: string;
  readonly start: number;
  value: number;
  readonly terms: readonly {readonly place: number; readonly factor: number}[];
}

/**
 * The reader moves points and the half-life; all leads are scored again in the browser, and tenths and AUC follow. What was
 * changed can be copied as a section of report.yaml.
 */
export function whatIf({rules, context, columns}: WhatIfOptions): HTMLElement {
  const about = context.manifest.leads;
  if (!about?.rules || rules.length === 0)
    return emptyState("There are no rules of our own to move: write them under lead_scoring in report.yaml.");
  const knobs = knobsOf(rules);
  const days = {start: about.half_life, value: about.half_life};
  const verdict = html`<p class="what-if-verdict" role="status">
    Change a number to score all leads again.
  </p>`;
  const chart = html`<div class="what-if-chart"></div>`;
  const copy = html`<button type="button" onclick=${() => void copySection()}>
    Copy as a section of report.yaml
  </button>` as HTMLButtonElement;
  const reset = html`<button type="button" onclick=${back}>
    Back to the settings
  </button>` as HTMLButtonElement;
  const inputs = knobs.map((knob) =>
    watched(
      numberInput({name: knob.path, label: knob.label, value: knob.start, step: 1, min: -1000, max: 1000}),
      (x) => (knob.value = x)
    )
  );
  const halfLife = watched(
    numberInput({
      name: "half_life_days",
      label: "Half-life of touches in days",
      value: days.start,
      step: 1,
      min: 1,
      max: 36500
    }),
    (x) => (days.value = x)
  );
  let loading: Promise<LeadMatrix> | null = null;
  let before: Judged | null = null;
  let width = 0;
  let shown: {before: Judged; after: Judged} | null = null;

  function watched(input: HTMLInputElement, set: (x: number) => void): HTMLInputElement {
    input.addEventListener("input", () => {
      if (!input.validity.valid || !Number.isFinite(input.valueAsNumber)) return;
      set(input.valueAsNumber);
      void update();
    });
    return input;
  }

  function back(): void {
    knobs.forEach((knob, i) => {
      knob.value = knob.start;
      const input = inputs[i];
      if (input) input.value = String(knob.start);
    });
    days.value = days.start;
    halfLife.value = String(days.start);
    void update();
  }

  async function update(): Promise<void> {
    try {
      if (loading === null) verdict.textContent = "Fetching what leads show …";
      const matrix = await (loading ??= load(rules, columns));
      const limits = {
        most: about?.most ?? 100,
        staticMost: about?.static_most ?? Infinity,
        dynamicMost: about?.dynamic_most ?? Infinity
      };
      const judge = (weights: readonly TermWeight[]): Judged =>
        judgeScores(rescore(matrix, weights, limits), matrix.outcomes);
      before ??= judge(
        weightsOf(
          rules,
          knobs.map((knob) => ({...knob, value: knob.start})),
          1
        )
      );
      const start = performance.now();
      const after = judge(weightsOf(rules, knobs, days.value / days.start));
      element.dataset["milliseconds"] = (performance.now() - start).toFixed(1);
      shown = {before, after};
      verdict.textContent = verdictOf(shown, matrix.outcomes.length, context);
      drawDeciles();
    } catch (error) {
      loading = null;
      verdict.textContent = `Leads could not be scored again: ${messageOf(error)}`;
    }
  }

  function drawDeciles(): void {
    if (shown && width > 0) chart.replaceChildren(decileComparison(shown, {...context, width}));
  }

  async function copySection(): Promise<void> {
    const section = sectionOf(about?.rules ?? {}, knobs, days);
    try {
      await navigator.clipboard.writeText(section);
      copy.textContent = "Copied";
    } catch {
      written.hidden = false;
    }
    written.textContent = section;
    setTimeout(() => (copy.textContent = "Copy as a section of report.yaml"), 2000);
  }

  const written = html`<pre class="what-if-section" hidden tabindex="0"></pre>`;
  const element = html`<div class="what-if">
    <div class="what-if-side">
      ${verdict}${chart}
      <p class="what-if-actions">${reset} ${copy}</p>
      ${written}
    </div>
    <div class="table-wrap">
      <table>
        <thead>
          <tr>
            <th scope="col">Rule</th>
            <th scope="col" class="right">Leads</th>
            <th scope="col" class="right">Points</th>
          </tr>
        </thead>
        <tbody>
          ${knobs.map(
            (knob, i) =>
              html`<tr>
                <th scope="row">${knob.label}</th>
                <td class="right">${context.format.count(leadsOf(knob, rules))}</td>
                <td class="right">${inputs[i]}</td>
              </tr>`
          )}
          <tr>
            <th scope="row">Half-life of touches, in days</th>
            <td></td>
            <td class="right">${halfLife}</td>
          </tr>
        </tbody>
      </table>
    </div>
  </div>`;
  new ResizeObserver(([entry]) => {
    width = Math.floor(entry?.contentRect.width ?? 0);
    drawDeciles();
  }).observe(chart);
  return element;
}

async function load(rules: Rows, columns: WhatIfOptions["columns"]): Promise<LeadMatrix> {
  const [leads, hits] = await Promise.all([columns("what_if_leads"), columns("what_if_hits")]);
  const of = (from: Columns, name: string): ArrayLike<number> => from[name] ?? [];
  return matrixOf(
    {number: of(leads, "number"), won: of(leads, "won")},
    {number: of(hits, "number"), term: of(hits, "term"), age: of(hits, "age"), times: of(hits, "times")},
    rules.map((row) => tally(row, "term"))
  );
}

function knobsOf(rules: Rows): Knob[] {
  const knobs = new Map<string, Knob>();
  rules.forEach((row, place) => {
    const path = text(row, "path") ?? "";
    const factor = number(row, "factor") ?? 1;
    const known = knobs.get(path);
    const start = Number(((number(row, "points") ?? 0) / factor).toFixed(6));
    const label = text(row, "rule_label") ?? text(row, "label") ?? "";
    const terms = [...(known?.terms ?? []), {place, factor}];
    knobs.set(path, known ? {...known, terms} : {path, label, start, value: start, terms});
  });
  return [...knobs.values()];
}

function leadsOf({terms}: Knob, rules: Rows): number {
  return terms.reduce((sum, {place}) => sum + tally(rules[place] ?? {}, "leads"), 0);
}

/** The weights of all terms; `stretch` multiplies half-lives. */
function weightsOf(rules: Rows, knobs: readonly Knob[], stretch: number): TermWeight[] {
  const weights = rules.map((row: Row) => ({
    points: 0,
    dynamic: text(row, "part") === "dynamic",
    halfLife: (number(row, "half_life") ?? 1) * stretch,
    most: number(row, "most") ?? Infinity
  }));
  for (const {terms, value} of knobs)
    for (const {place, factor} of terms) {
      const weight = weights[place];
      if (weight) weight.points = value * factor;
    }
  return weights;
}

/** What the change does, in words: both figures, and whether the difference is more than noise. */
function verdictOf(
  {before, after}: {before: Judged; after: Judged},
  leads: number,
  {format}: Context
): string {
  const times = (x: number | null): string => format.decimal((x ?? 0) * 100, 1);
  if (before.auc === null || after.auc === null)
    return `${format.plural(leads, "lead")}: too few outcomes to judge a score.`;
  const inside = after.auc >= (before.low ?? 0) && after.auc <= (before.high ?? 1);
  const change =
    after.auc === before.auc
      ? "as with the settings"
      : inside
        ? "within the interval of the settings’ score, so not clearly different"
        : after.auc > before.auc
          ? "clearly better than with the settings"
          : "clearly worse than with the settings";
  return `Better of two leads picked ${times(after.auc)} times in 100 (${times(after.low)} to ${times(after.high)}; with the settings ${times(before.auc)}): ${change}. ${format.plural(leads, "lead")}; rules tuned on the leads that judge them flatter themselves.`;
}

function decileComparison(
  {before, after}: {before: Judged; after: Judged},
  {width, format}: Context & {width: number}
): SVGSVGElement {
  const points = (judged: Judged, name: string) =>
    judged.deciles.map(({leads, won}, i) => ({decile: i + 1, rate: leads === 0 ? null : won / leads, name}));
  const [old, now] = [points(before, "before"), points(after, "now")];
  const most = Math.max(0.02, ...[...old, ...now].map((d) => d.rate ?? 0));
  const chart = draw({
    width,
    height: width < narrow ? 220 : 240,
    marginLeft: 44,
    marginRight: 8,
    marginTop: 26,
    x: {type: "band", domain: now.map((d) => d.decile), padding: 0.2},
    y: {domain: [0, most * 1.1]},
    marks: [
      ...rateAxisY((x) => format.percent(x, 0), 4),
      Plot.axisX({tickSize: 0, label: null, fill: palette.muted, tickFormat: (d: number) => String(d)}),
      Plot.text(["conversion by tenth:  ● now   ○ as set"], {
        frameAnchor: "top-left",
        dy: -20,
        fill: palette.muted
      }),
      Plot.dot(old, {
        x: "decile",
        y: "rate",
        r: 5,
        fill: palette.paper,
        stroke: palette.rest,
        strokeWidth: 2
      }),
      Plot.dot(now, {x: "decile", y: "rate", r: 5, fill: palette.ink})
    ]
  });
  chart.setAttribute("role", "img");
  chart.setAttribute(
    "aria-label",
    `Conversion by tenth of the score, now: ${now.map((d) => format.percent(d.rate)).join(", ")}; as set: ${old.map((d) => format.percent(d.rate)).join(", ")}`
  );
  return chart;
}

/** The rules with the reader's points and half-life, as YAML. */
export function sectionOf(
  rules: {readonly [key: string]: Setting},
  knobs: readonly {readonly path: string; readonly value: number}[],
  days: {readonly start: number; readonly value: number}
): string {
  const changed = structuredClone<{[key: string]: Setting}>(rules);
  for (const {path, value} of knobs) setAt(changed, JSON.parse(path) as (string | number)[], value);
  if (days.value !== days.start) {
    changed["half_life_days"] = days.value;
    const interactions = (changed["interactions"] ?? {}) as Record<string, {half_life_days?: number}>;
    for (const rule of Object.values(interactions))
      if (rule.half_life_days !== undefined)
        rule.half_life_days = Number(((rule.half_life_days * days.value) / days.start).toFixed(3));
  }
  return `${toYaml({lead_scoring: changed})}\n`;
}

function setAt(settings: {[key: string]: Setting}, path: readonly (string | number)[], value: number): void {
  let at = settings as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) at = at[key] as Record<string | number, unknown>;
  at[path.at(-1) ?? ""] = value;
}
