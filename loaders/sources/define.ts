/** How the text of a column becomes a value. */
export type ColumnType = "text" | "number" | "integer" | "date" | "duration" | "boolean" | "category";

/** One column of a kind of source. */
export interface Column {
  readonly type: ColumnType;
  readonly description: string;
  /** Header texts that mean this column, besides its own name; compared without case, accents and punctuation. */
  readonly aliases?: readonly string[];
  /** Header texts that settings give: read whatever else is read from the same column. */
  readonly named?: readonly string[];
  /** A row without this value is rejected. */
  readonly required?: boolean;
  /** Least and greatest value accepted, both inclusive. */
  readonly min?: number;
  readonly max?: number;
  /** Category: each value with the texts that mean it. */
  readonly values?: Readonly<Record<string, readonly string[]>>;
  /** Category: the value of a blank or unlisted text. */
  readonly otherwise?: string;
  /** Category: when the file has no such column, its text is read from this one. */
  readonly from?: string;
  /** Category: a text that no list names gets a note (default true). */
  readonly noteUnlisted?: boolean;
  /** Recognised, so that nobody wonders about it, and never read: it is personal or of no use to the report. */
  readonly dropped?: boolean;
  /**
   * Who may read the texts of the column. A `label` is for all, rare ones and those that hold an address as "Other"; a
   * `group` (a region, a team) for all, small ones together; an `id` is a pseudonym for leadership; `prose` and a `name`
   * are for enablement, prose without addresses; `inner` is computed with and never published. An unmarked text
   * is withheld from leadership, and from all until it is marked.
   */
  readonly reader?: "label" | "group" | "id" | "prose" | "name" | "inner" | "withheld";
  /** Tells of another person: in a file that has it the text of a faulty cell is not kept. */
  readonly personal?: boolean;
  /** The value must be a key of this kind, where the workspace has it. */
  readonly references?: string;
  /** The value of a missing column or blank cell, as SQL. */
  readonly fallback?: string;
  /**
   * Computed while reading and found in no file: SQL in which `{column}` stands for another column's text (NULL where
   * the file lacks it) and `{given column}` for whether the file has it. A dropped column may be used so, and only so.
   */
  readonly derived?: string;
}

/** A check over the typed columns of one row. */
export interface Rule {
  readonly rule: string;
  /** The column that a reader should look at. */
  readonly column: string;
  /** SQL condition over typed columns; `as_of` is the report's date, `report_currency` its currency. */
  readonly when: string;
  /** One sentence: what is odd and what was done. */
  readonly message: string;
  /** The value that the sentence shows, as SQL, where it is not the column's own. */
  readonly value?: string;
}

/** A kind of source: everything that reading such a file needs, in one declarative value. */
export interface SourceKind {
  readonly name: string;
  readonly title: string;
  readonly grain: string;
  /** What the report cannot show without this source, and what file would fill it; one sentence. */
  readonly missing: string;
  /** A header and some made-up rows, as lines of a CSV file, for the documentation. */
  readonly example?: readonly string[];
  /** Columns that identify a row; of rows with the same key the last one read is kept. */
  readonly key?: readonly string[];
  readonly columns: Readonly<Record<string, Column>>;
  /** Rows that cannot be used, judged over the columns as read. */
  readonly rejects?: readonly Rule[];
  /** Rows that cannot be used, judged last, one rule after the other, over what is left, with categories resolved. */
  readonly lateRejects?: readonly Rule[];
  /** Rows that are used, and flagged. */
  readonly notes?: readonly Rule[];
  /** What is said of another kind's row whose reference is no key of this kind; `{value}` is the reference. */
  readonly unknown?: {readonly rule: string; readonly message: string};
  /** Holds data of people outside the company: the text of a faulty cell is not kept in the report. */
  readonly personal?: boolean;
}

/** Declares a kind of source; the name of the file is the name of the kind. */
export function source(kind: SourceKind): SourceKind {
  return kind;
}

/** Header text reduced to what is compared: lower case, no accents, words joined by _. */
export function normaliseHeader(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "_")
    .replace(/^_+|_+$/g, "");
}
