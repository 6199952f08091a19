import type {ChartContext} from "../frame.js";
import {palette} from "../palette.js";
import {number, tally, text, type Row} from "../rows.js";
import {intervalRows, type IntervalItem} from "./interval-rows.js";

/** Invitations accepted and visited with their intervals, each above the reference of the field in grey. */
export function invitationSteps(
  rows: readonly Row[],
  {width, format, manifest}: ChartContext
): SVGSVGElement {
  const names = {accepted: "Accepted of sent", visited: "Visited of accepted"};
  const items = rows
    .filter((row) => text(row, "step") !== "sent")
    .flatMap((row): IntervalItem[] => {
      const step = text(row, "step") === "accepted" ? "accepted" : "visited";
      const before = tally(row, "before");
      const few = before < manifest.min_n;
      const value = few ? null : number(row, "rate");
      const quoted = number(row, "reference");
      return [
        {
          label: names[step],
          value,
          low: few ? null : number(row, "rate_low"),
          high: few ? null : number(row, "rate_high"),
          figure: few ? "" : format.percent(value),
          n: format.outOf(tally(row, "compared"), before),
          ...(few ? {instead: before === 0 ? "not recorded" : "too few for a rate"} : {}),
          point: palette.social,
          bar: palette.socialLight,
          strong: true
        },
        {
          label: "reference of the field",
          value: quoted,
          low: number(row, "reference_low"),
          high: number(row, "reference_high"),
          figure: format.percent(quoted, 0),
          n: step === "accepted" ? "33 of 100" : "3 of 33",
          point: palette.rest,
          bar: palette.restLight,
          hollow: true
        }
      ];
    });
  const highest = Math.max(0.05, ...items.map((d) => d.high ?? 0));
  return intervalRows(items, {width, domain: [0, highest * 1.04], each: (x) => format.percent(x, 0)});
}

/** Seats activated and active, as shares of the seats on the roster. */
export function seatSteps(rows: readonly Row[], {width, format, manifest}: ChartContext): SVGSVGElement {
  const names: Record<string, string> = {
    activated: "Used at least once",
    active: "Used in last 4 weeks"
  };
  const items = rows
    .filter((row) => Object.hasOwn(names, text(row, "step") ?? ""))
    .map((row): IntervalItem => {
      const seats = tally(row, "seats");
      const few = seats < manifest.min_n;
      const value = few ? null : number(row, "share");
      return {
        label: names[text(row, "step") ?? ""] ?? "",
        value,
        low: few ? null : number(row, "share_low"),
        high: few ? null : number(row, "share_high"),
        figure: few ? "" : format.percent(value, 0),
        n: format.outOf(tally(row, "sellers"), seats),
        ...(few ? {instead: "too few for a share"} : {}),
        point: palette.rest,
        bar: palette.restLight
      };
    });
  return intervalRows(items, {width, domain: [0, 1], each: (x) => format.percent(x, 0)});
}
