import {scoreColumn} from "../settings/scores.js";
import type {SectionValues} from "../settings/index.js";
import type {Column, SourceKind} from "../sources/define.js";

type Given = Pick<SectionValues, "scores" | "lead_scoring">;

/** The kind of leads with the columns that settings name: parts of external scores, and fields that rules look at. */
export function withScoring(kind: SourceKind, given: Given): SourceKind {
  const columns: Record<string, Column> = {...kind.columns};
  for (const {column, header, number} of wantedColumns(given))
    columns[column] = {
      type: number ? "number" : "text",
      description: `A ${number ? "score" : "field"} named in the settings.`,
      reader: "inner",
      named: [header]
    };
  return {...kind, columns};
}

/** A column that settings ask for: its name while leads are read, its header, and where the settings say so. */
export interface WantedColumn {
  readonly column: string;
  readonly header: string;
  readonly number: boolean;
  readonly at: readonly string[];
}

/** Every column that settings ask the files of leads for. */
export function wantedColumns({scores, lead_scoring: scoring}: Given): WantedColumn[] {
  const parts = Object.entries(scores).flatMap(([name, {columns}]) =>
    columns.map((header, part) => ({
      column: scoreColumn(name, part),
      header,
      number: true,
      at: ["scores", name]
    }))
  );
  const fields = Object.entries(scoring?.fields ?? {}).map(([name, header]) => ({
    column: fieldColumn(name, given(scoring?.fields)),
    header,
    number: false,
    at: ["lead_scoring", "fields", name]
  }));
  return [...parts, ...fields];
}

/** The column of accepted leads that holds a field: its own, or the one that settings name. */
export function fieldColumn(field: string, named: ReadonlySet<string>): string {
  return named.has(field) ? `field_${field}` : field;
}

/** The names of further fields. */
export function given(fields: Readonly<Record<string, string>> | undefined): ReadonlySet<string> {
  return new Set(Object.keys(fields ?? {}));
}

/** Leads as they were read, whoever the report is for, beside their facts: the score is the same for every audience. */
export const leadRows = 'accepted."all leads" l JOIN marts.lead_facts f ON f.row = l._row';
