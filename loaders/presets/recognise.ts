import {normaliseHeader} from "../sources/define.js";
import type {Preset, PresetExport} from "./define.js";

/** An export that a header looks like, and how sure that is, from 0 to 1. */
export interface Recognised {
  readonly preset: Preset;
  readonly exported: PresetExport;
  readonly confidence: number;
}

/** From this confidence on a preset is used without being asked for. */
export const sureEnough = 0.8;

const telling = 0.6;
const usual = 0.2;
const exactly = 0.9;
const nearlyEqual = 0.02;

/**
 * How sure a header is this export's. Each header found is a piece of evidence on its own: one that hardly any other
 * system writes counts 0.6, any other 0.2, together 1 − ∏(1 − evidence). A header that is the export's and nothing
 * else counts at least 0.9. Without a telling header, or a header that is the export's exactly, it is 0.
 */
export function confidenceOf(header: readonly string[], exported: PresetExport): number {
  const found = new Set(header.map(normaliseHeader).filter((text) => text !== ""));
  const has = (text: string): boolean => found.has(normaliseHeader(text));
  const exact = isExact(found, exported);
  if (!exact && !exported.telling.some(has)) return 0;
  const doubt =
    (1 - telling) ** exported.telling.filter(has).length * (1 - usual) ** exported.usual.filter(has).length;
  return Math.max(1 - doubt, exact ? exactly : 0);
}

function isExact(found: ReadonlySet<string>, {telling, usual}: PresetExport): boolean {
  const listed = new Set([...telling, ...usual].map(normaliseHeader));
  return found.size === listed.size && [...found].every((text) => listed.has(text));
}

/** The exports that a header may be, surest first; of one kind only where it is given. */
export function candidates(
  header: readonly string[],
  presets: readonly Preset[],
  kind?: string
): Recognised[] {
  return presets
    .flatMap((preset) =>
      preset.exports
        .filter((exported) => kind === undefined || exported.kind === kind)
        .map((exported) => ({preset, exported, confidence: confidenceOf(header, exported)}))
    )
    .filter(({confidence}) => confidence > 0)
    .sort((a, b) => b.confidence - a.confidence);
}

/** The export that a header is, where one is sure enough and no other system is nearly as sure. */
export function recognise(
  header: readonly string[],
  presets: readonly Preset[],
  kind?: string
): Recognised | undefined {
  const [best, ...others] = candidates(header, presets, kind);
  if (!best || best.confidence < sureEnough) return undefined;
  const rival = others.find(({preset}) => preset !== best.preset);
  return rival && best.confidence - rival.confidence < nearlyEqual ? undefined : best;
}
