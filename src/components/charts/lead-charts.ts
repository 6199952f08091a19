import * as Plot from "@observablehq/plot";
import {capital} from "../format.js";
import type {ChartContext} from "../frame.js";
import {palette} from "../palette.js";
import {date, number, tally, text, type Row} from "../rows.js";
import {draw, hover, narrow, rateAxisY, shorten, textWidth} from "./base.js";
import {intervalRows, type IntervalItem} from "./interval-rows.js";

/** What a score says against what came of it, by tenth, with the line on which both agree. */
export function calibrationChart(rows: readonly Row[], {width, format}: ChartContext): SVGSVGElement {
  const points = rows.map((row) => ({
    said: number(row, "said"),
    value: number(row, "conversion"),
    low: number(row, "conversion_low"),
    high: number(row, "conversion_high"),
    words: `tenth ${tally(row, "decile")}: says ${format.percent(number(row, "said"))}, ${format.percent(number(row, "conversion"))} won (${format.outOf(tally(row, "won"), tally(row, "leads"))})`
  }));
  const most = Math.max(0.05, ...points.flatMap((d) => [d.said ?? 0, d.high ?? 0]));
  const end = Math.min(1, Math.ceil(most * 20) / 20);
  const percent = (x: number): string => format.percent(x, 0);
  return draw({
    width,
    height: Math.min(420, Math.max(280, width * 0.6)),
    marginLeft: 48,
    marginRight: 24,
    marginBottom: 48,
    x: {domain: [0, end]},
    y: {domain: [0, end]},
    marks: [
      ...rateAxisY(percent),
      Plot.axisX({ticks: 5, tickSize: 0, tickFormat: percent, label: null, fill: palette.muted}),
      Plot.text(["what the score says"], {frameAnchor: "bottom", dy: 42, fill: palette.muted}),
      Plot.text(["share won"], {frameAnchor: "top-left", dx: 6, dy: 2, fill: palette.muted}),
      Plot.link([0], {x1: 0, y1: 0, x2: end, y2: end, stroke: palette.muted, strokeDasharray: "3,3"}),
      Plot.text(["as said"], {
        x: () => end,
        y: () => end,
        textAnchor: "end",
        dx: -14,
        dy: 10,
        fill: palette.muted
      }),
      Plot.ruleX(points, {x: "said", y1: "low", y2: "high", stroke: palette.restLight, strokeWidth: 8}),
      Plot.dot(points, {x: "said", y: "value", r: 5, fill: palette.ink}),
      hover(points, {x: "said", y: "value", text: (d) => d.words})
    ]
  });
}

/** Conversion by what leads are (rows) and what they did (columns): darker is higher, each cell with its interval and n. */
export function matrixChart(rows: readonly Row[], {width, format, manifest}: ChartContext): SVGSVGElement {
  const small = width < narrow;
  const cells = rows.map((row) => {
    const leads = tally(row, "leads");
    const few = leads < manifest.min_n;
    const range = format.interval(number(row, "conversion_low"), number(row, "conversion_high"), (x) =>
      format.percent(x, 0)
    );
    return {
      attributes: text(row, "attributes") ?? "",
      touches: text(row, "touches") ?? "",
      rate: few ? null : number(row, "conversion"),
      figure: few ? "–" : format.percent(number(row, "conversion")),
      words: few ? `n ${format.count(leads)}` : `${range}\nn ${format.count(leads)}`
    };
  });
  const highest = Math.max(...cells.map((d) => d.rate ?? 0), 1e-9);
  return draw({
    width: Math.min(width, 720),
    height: 300,
    marginTop: 34,
    marginBottom: 8,
    marginLeft: small ? 62 : 110,
    marginRight: 4,
    x: {type: "band", domain: ["none", "some", "many"], padding: 0.04},
    y: {type: "band", domain: ["upper", "middle", "lower"], padding: 0.06},
    marks: [
      Plot.axisX({
        anchor: "top",
        tickSize: 0,
        label: null,
        fill: palette.muted,
        tickFormat: (d: string) => (d === "none" ? "no touches" : `${d} touches`)
      }),
      Plot.axisY({
        tickSize: 0,
        label: null,
        fill: palette.muted,
        tickFormat: (d: string) => (small ? `${capital(d)}\nthird` : `${capital(d)} third\nby attributes`)
      }),
      Plot.cell(cells, {x: "touches", y: "attributes", fill: palette.paper, stroke: palette.rule}),
      Plot.cell(
        cells.filter((d) => d.rate !== null),
        {
          x: "touches",
          y: "attributes",
          fill: palette.restLight,
          fillOpacity: (d: {rate: number | null}) => 0.1 + (0.9 * (d.rate ?? 0)) / highest
        }
      ),
      Plot.text(cells, {
        x: "touches",
        y: "attributes",
        text: "figure",
        fontSize: 17,
        fontWeight: 600,
        dy: -14
      }),
      Plot.text(cells, {x: "touches", y: "attributes", text: "words", fontSize: 12, lineHeight: 1.25, dy: 16})
    ]
  });
}

/** Mean score with its quartiles, and conversion with its interval, by month; months not settled are hollow. */
export function driftChart(rows: readonly Row[], {width, format, manifest}: ChartContext): HTMLElement {
  const points = rows.map((row) => {
    const few = tally(row, "leads") < manifest.min_n;
    const read = (column: string): number | null => (few ? null : number(row, column));
    return {
      month: date(row, "month"),
      score: read("mean_score"),
      q1: read("score_q1"),
      q3: read("score_q3"),
      rate: read("conversion"),
      low: read("conversion_low"),
      high: read("conversion_high"),
      settled: row["settled"] === true
    };
  });
  const element = document.createElement("div");
  const top = Math.max(...points.map((d) => d.q3 ?? 0), 1e-9);
  const score = (x: number): string => format.decimal(x, top < 2 ? 2 : 0);
  const percent = (x: number): string => format.percent(x, 0);
  const common = {width, height: 190, marginLeft: 48, marginRight: 12};
  const monthAxis = Plot.axisX({
    ticks: Math.max(2, Math.floor(width / 100)),
    tickSize: 4,
    tickFormat: (d: Date) => format.month(d),
    label: null,
    fill: palette.muted,
    stroke: palette.ruleStrong
  });
  const label = (words: string): Plot.Markish =>
    Plot.text([words], {
      frameAnchor: "top-left",
      dx: 4,
      dy: -2,
      fontWeight: 600,
      stroke: palette.paper,
      strokeWidth: 4,
      fill: palette.ink
    });
  const low = Math.min(0, ...points.map((d) => d.q1 ?? 0));
  element.append(
    draw({
      ...common,
      y: {domain: [low, top * 1.2]},
      marks: [
        ...rateAxisY(score, 4),
        monthAxis,
        Plot.areaY(points, {x: "month", y1: "q1", y2: "q3", fill: palette.restLight, fillOpacity: 0.7}),
        Plot.lineY(points, {x: "month", y: "score", stroke: palette.ink, strokeWidth: 2}),
        label("Mean score, with the middle half of leads"),
        hover(points, {
          x: "month",
          y: "score",
          text: (d) => `${format.month(d.month)}: mean score ${score(d.score ?? 0)}`
        })
      ]
    }),
    draw({
      ...common,
      y: {domain: [0, Math.max(0.02, ...points.map((d) => d.high ?? 0)) * 1.15]},
      marks: [
        ...rateAxisY(percent, 4),
        monthAxis,
        Plot.ruleX(points, {x: "month", y1: "low", y2: "high", stroke: palette.restLight, strokeWidth: 5}),
        Plot.dot(points, {
          x: "month",
          y: "rate",
          r: 3.5,
          fill: (d: {settled: boolean}) => (d.settled ? palette.ink : palette.paper),
          stroke: palette.ink
        }),
        label("Conversion, with its interval; rings: leads still young"),
        hover(points, {
          x: "month",
          y: "rate",
          text: (d) => `${format.month(d.month)}: ${format.percent(d.rate)} won`
        })
      ]
    })
  );
  return element;
}

/** What was learnt from and what was judged, as spans of time. */
export function windowsChart(rows: readonly Row[], {width, format}: ChartContext): SVGSVGElement {
  const [row] = rows.filter((each) => text(each, "model") === "fitted");
  if (!row) throw new Error("There is no model to draw the windows of.");
  const spans = [
    {
      name: "learnt from",
      from: date(row, "learnt_from"),
      to: date(row, "learnt_until"),
      n: tally(row, "learnt"),
      won: tally(row, "learnt_won"),
      colour: palette.restLight
    },
    {
      name: "judged",
      from: date(row, "judged_from"),
      to: date(row, "judged_until"),
      n: tally(row, "judged"),
      won: tally(row, "judged_won"),
      colour: palette.rest
    }
  ].map((span) => ({
    ...span,
    words: `${span.name}: ${format.date(span.from)} to ${format.date(span.to)}; ${format.outOf(span.won, span.n)} won`
  }));
  const random = Number(spans[0]?.from) === Number(spans[1]?.from);
  return draw({
    width,
    height: 150,
    marginLeft: 4,
    marginRight: 4,
    marginTop: 8,
    x: random ? {type: "linear", domain: [0, 1]} : {type: "utc"},
    y: {type: "band", domain: spans.map((d) => d.name), padding: 0.5, axis: null},
    marks: random
      ? [
          Plot.text(["All leads were created on one day, so three tenths were held out at random."], {
            frameAnchor: "middle",
            lineWidth: Math.max(12, width / 16)
          })
        ]
      : [
          Plot.axisX({
            ticks: Math.max(2, Math.floor(width / 110)),
            tickFormat: (d: Date) => format.month(d),
            label: null,
            tickSize: 4,
            fill: palette.muted,
            stroke: palette.ruleStrong
          }),
          Plot.barX(spans, {x1: "from", x2: "to", y: "name", fill: "colour"}),
          ...spans.map((span) =>
            Plot.text([span], {
              x: span.name === "judged" ? "to" : "from",
              y: "name",
              text: "words",
              textAnchor: span.name === "judged" ? "end" : "start",
              dy: -24
            })
          )
        ]
  });
}

/** Odds ratios with intervals on a scale of doublings, with the points set by hand. */
export function oddsChart(rows: readonly Row[], {width, format}: ChartContext): SVGSVGElement {
  const log = (x: number | null): number | null => (x === null || x <= 0 ? null : Math.log2(x));
  const clamp = (x: number | null): number | null => (x === null ? null : Math.max(-4, Math.min(4, x)));
  const beside = (points: number | null): string => {
    if (points === null) return width < narrow ? "" : "not in the points";
    const given = format.signed(points, Number.isInteger(points) ? 0 : 1);
    return width < narrow ? `${given} points` : `${given} points by hand`;
  };
  const items = rows
    .filter((row) => number(row, "odds_ratio") !== null)
    .map((row): IntervalItem => {
      const [low, high] = [number(row, "odds_low") ?? 1, number(row, "odds_high") ?? 1];
      const points = number(row, "points");
      const figure = `× ${format.decimal(number(row, "odds_ratio"))}`;
      const n = beside(points);
      const name = text(row, "label") ?? "";
      return {
        label: width < narrow ? shorten(name, width - textWidth(`${figure}  ${n}`) - 24) : name,
        value: clamp(log(number(row, "odds_ratio"))),
        low: clamp(log(low)),
        high: clamp(log(high)),
        figure,
        n,
        point: palette.ink,
        bar: palette.restLight,
        hollow: low <= 1 && high >= 1
      };
    });
  const ends = items.flatMap((d) => [d.low ?? 0, d.high ?? 0]);
  const domain: [number, number] = [Math.floor(Math.min(-1, ...ends)), Math.ceil(Math.max(1, ...ends))];
  return intervalRows(items, {
    width,
    domain,
    each: (x) => (Number.isInteger(x) ? `× ${x < 0 ? `1/${2 ** -x}` : 2 ** x}` : ""),
    reference: {value: 0, label: "no difference"},
    ends: ["fewer wins", "more wins"]
  });
}

/** Net value by threshold with its interval, the optimum, and the thresholds that are nearly as good. */
export function netCurve(
  rows: readonly Row[],
  {width, format, manifest}: ChartContext,
  each: (x: number | null) => string
): SVGSVGElement {
  const points = rows.map((row) => ({
    threshold: number(row, "threshold") ?? 0,
    net: number(row, "net"),
    low: number(row, "net_low"),
    high: number(row, "net_high"),
    near: row["near_best"] === true,
    best: row["best"] === true,
    words: `from ${each(number(row, "threshold"))}: ${format.count(tally(row, "leads"))} leads, ${format.count(tally(row, "won"))} won\ncost ${format.money(number(row, "cost"), manifest.currency)}, net ${format.money(number(row, "net"), manifest.currency)}`
  }));
  const best = points.find((d) => d.best);
  const span = points.filter((d) => d.near).map((d) => d.threshold);
  const money = (x: number): string => format.moneyShort(x, manifest.currency);
  const values = points.flatMap((d) => [d.low ?? 0, d.high ?? 0, 0]);
  return draw({
    width,
    height: Math.min(360, Math.max(260, width * 0.5)),
    marginLeft: Math.max(56, 12 + textWidth(money(Math.max(...values)))),
    marginRight: 20,
    marginTop: 26,
    marginBottom: 48,
    x: {reverse: true},
    y: {domain: [Math.min(...values), Math.max(...values)]},
    marks: [
      ...rateAxisY(money),
      Plot.axisX({
        ticks: Math.max(3, Math.floor(width / 90)),
        tickSize: 0,
        tickFormat: each,
        label: null,
        fill: palette.muted
      }),
      Plot.text(["← few leads handed over"], {frameAnchor: "bottom-left", dy: 42, fill: palette.muted}),
      Plot.text(["all leads →"], {frameAnchor: "bottom-right", dy: 42, fill: palette.muted}),
      ...(span.length > 1
        ? [Plot.rectX([0], {x1: Math.min(...span), x2: Math.max(...span), fill: palette.shade})]
        : []),
      Plot.ruleY([0], {stroke: palette.ink}),
      Plot.areaY(points, {x: "threshold", y1: "low", y2: "high", fill: palette.restLight, fillOpacity: 0.6}),
      Plot.lineY(points, {x: "threshold", y: "net", stroke: palette.ink, strokeWidth: 2}),
      ...(best
        ? [
            Plot.dot([best], {x: "threshold", y: "net", r: 6, fill: palette.ink}),
            Plot.text([best], {
              x: "threshold",
              y: "high",
              text: () => `most at ${each(best.threshold)}`,
              dy: -12,
              fontWeight: 600,
              stroke: palette.paper,
              strokeWidth: 4,
              fill: palette.ink
            })
          ]
        : []),
      hover(points, {x: "threshold", y: "net", text: (d) => d.words})
    ]
  });
}
