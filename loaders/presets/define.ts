/** One export of a system: how it is recognised and which of its headers mean what. */
export interface PresetExport {
  /** The kind of source it holds. */
  readonly kind: string;
  /** What the system calls it, e.g. "opportunities report". */
  readonly title: string;
  /** Headers that hardly any other system writes. */
  readonly telling: readonly string[];
  /** Headers that it has as well, as others do. */
  readonly usual: readonly string[];
  /** Columns of the kind with the headers that mean them; the first one found is taken. */
  readonly columns: Readonly<Record<string, readonly string[]>>;
  /** Columns that the export does not have and that hold for all of its rows. */
  readonly set?: Readonly<Record<string, string>>;
  /** Texts with what they mean, by column. */
  readonly values?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** How the system writes dates; used only where the dates themselves leave it open. */
  readonly dateOrder?: "dmy" | "mdy";
  /** Holds what other people wrote or are called: the text of a faulty cell is not kept in the report. */
  readonly personal?: boolean;
  /** True where the header was seen in a real file or on an official page. */
  readonly verified: boolean;
  /** Where the header is known from. */
  readonly basis: string;
  /** What a reader of the figures should know about such an export. */
  readonly caveat?: string;
}

/** A system whose exports the report knows. */
export interface Preset {
  readonly name: string;
  readonly system: string;
  readonly exports: readonly PresetExport[];
}

/** Declares a preset; the name of the file is the name of the preset. */
export function preset(value: Preset): Preset {
  return value;
}
