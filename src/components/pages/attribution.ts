import {heatmap, type HeatCell} from "../charts/heatmap.js";
import {narrow} from "../charts/base.js";
import {intervalRows} from "../charts/interval-rows.js";
import {countColumn, intervalColumn, moneyColumn, rateColumn} from "../columns.js";
import {
  channelName,
  describeModel,
  modelFinding,
  models,
  modelWords,
  rangeFinding,
  shareRange,
  shareText,
  touching,
  useWords,
  type Model
} from "../findings/attribution.js";
import {chosen} from "../findings/common.js";
import type {Format} from "../format.js";
import type {ChartContext, FrameOptions} from "../frame.js";
import {palette} from "../palette.js";
import type {Context} from "../piece.js";
import {number, tally, text, type Row} from "../rows.js";
import {selectOne} from "../select.js";
import type {TableOptions} from "../table.js";

/** Shares by channel and model, with the range over the models. */
export const channelsByModel: FrameOptions = {
  needs: "engagement",
  finding: rangeFinding,
  subtitle: (rows, context) =>
    `Share of won revenue by channel and model of attribution${basis(rows, context)}; ${chosen(context)}`,
  chart: channelHeatmap,
  note: "No model is the right one: each is a rule for sharing out, and none shows what caused a deal. Where a channel’s range is wide, its figure is a choice of rule.",
  describe: (rows, {format}) =>
    rows.map((row) => `${channelName(text(row, "channel"))}: ${shareRange(row, format)}`).join("; ")
};

/** The reader's choice of a model. */
export function modelPicker(): HTMLElement {
  return selectOne(
    "Model",
    models.map(([model, name]) => [model, name])
  );
}

/** Shares by one model, each in front of the range over all models. */
export function byModel(model: Model): FrameOptions {
  return {
    needs: "engagement",
    finding: modelFinding(model),
    subtitle: (rows, context) =>
      `Share of won revenue by channel: ${modelWords[model]}${basis(rows, context)}; ${chosen(context)}`,
    chart: (rows, context) => modelChart(rows, model, context),
    note: "The point is this model’s share; the light bar spans the shares of all eight. Amounts add up to the won revenue above, to the cent.",
    describe: describeModel(model)
  };
}

/** The routes that win most often. */
export const routes: TableOptions = {
  needs: "engagement",
  caption: "Routes of won deals: channels in order of their first touch",
  empty: "No deal was won in this selection.",
  columns: [
    {column: "route", heading: "Route", write: (row) => routeName(text(row, "route"))},
    countColumn("won", "Won"),
    countColumn("deals", "Closed"),
    rateColumn("close_rate", "Close rate", ["deals"]),
    intervalColumn("close_rate", ["deals"]),
    moneyColumn("won_amount", "Won amount")
  ]
};

/** What became of the touches. */
export const touches: TableOptions = {
  needs: "engagement",
  caption: "Touches by what attribution does with them",
  empty: "There is no touch in this selection.",
  columns: [
    {column: "use", heading: "Touches", write: (row) => useWords[text(row, "use") ?? ""] ?? "–"},
    countColumn("touches", "Number"),
    countColumn("social", "Of these social")
  ]
};

function basis(rows: readonly Row[], {format, manifest}: Context): string {
  const [row] = rows;
  return row
    ? `; ${format.moneyShort(number(row, "won_amount"), manifest.currency)} from ${format.plural(tally(row, "won"), "won deal")}`
    : "";
}

function channelHeatmap(rows: readonly Row[], {width, format}: ChartContext): SVGSVGElement {
  const highest = Math.max(...touching(rows).map((row) => number(row, "highest") ?? 0), 1e-9);
  const small = width < narrow;
  const cells = rows.flatMap((row) =>
    models.map(([model, , name]): HeatCell => {
      const share = number(row, model);
      const words = small ? wholePercent(share, format) : shareText(share, format);
      const strength = share === null ? null : Math.min(1, Math.max(0, share / highest));
      return {across: name, down: channelName(text(row, "channel")), strength, words};
    })
  );
  const ranges = rows.map((row): [string, string] => [
    channelName(text(row, "channel")),
    shareRange(row, format)
  ]);
  return heatmap(cells, {
    width,
    across: models.map(([, , name]) => name),
    down: ranges.map(([name]) => name),
    rowHeight: 34,
    slanted: small,
    ...(small ? {} : {beside: {heading: "Range", words: new Map(ranges)}})
  });
}

/** Whole per cent without the sign, for narrow cells. */
function wholePercent(share: number | null, format: Format): string {
  return share !== null && share > 0 && share < 0.005 ? "<1" : format.count((share ?? 0) * 100);
}

function modelChart(
  rows: readonly Row[],
  model: Model,
  {width, format, manifest}: ChartContext
): SVGSVGElement {
  const share = (row: Row): number => number(row, model) ?? 0;
  const sorted = [...touching(rows)].sort((a, b) => share(b) - share(a));
  const none = rows.filter((row) => text(row, "channel") === "none");
  const highest = Math.max(...rows.map((row) => number(row, "highest") ?? 0));
  const lowest = Math.min(0, ...rows.map((row) => number(row, "lowest") ?? 0));
  const items = [...sorted, ...none].map((row) => ({
    label: channelName(text(row, "channel")),
    value: number(row, model),
    low: number(row, "lowest"),
    high: number(row, "highest"),
    figure: shareText(number(row, model), format),
    n: format.moneyShort(share(row) * (number(row, "won_amount") ?? 0), manifest.currency),
    point: none.includes(row) ? palette.unknown : palette.rest,
    bar: none.includes(row) ? palette.unknownLight : palette.restLight
  }));
  return intervalRows(items, {
    width,
    domain: [lowest, highest * 1.04 || 1],
    each: (value) => format.percent(value, 0)
  });
}

function routeName(route: string | null): string {
  return (route ?? "none").split(" → ").map(channelName).join(" → ");
}
