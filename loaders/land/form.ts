import type {FileScan} from "./scan.js";

/** What kind of file it is, by its first bytes. */
export type Form = "text" | "workbook" | "old workbook" | "markup" | "parquet" | "json" | "gzip" | "zip";

/** The form of a file that can be read, or the sentence that says what to do with one that cannot. */
export function formOf({binary}: FileScan, head: string): {form: Form} | {refusal: string} {
  switch (binary) {
    case "zip":
      return {form: "zip"};
    case "gzip":
      return {form: "gzip"};
    case "compound":
      return {form: "old workbook"};
    case "parquet":
      return {form: "parquet"};
    case "pdf":
      return {refusal: "this is a PDF, which holds no rows. Export it as CSV or as a spreadsheet."};
    case "unknown":
      return {refusal: "this is not a text file. Export it as CSV and name that file."};
    case undefined:
      return {form: textForm(head)};
  }
}

/** Old exports named .xls are often a web page or XML with a table in it. */
function textForm(head: string): Form {
  const start = head.trimStart().slice(0, 2000);
  if (/^<(\?xml|!doctype|html|table|meta|head|body|workbook)/i.test(start))
    return /<(table|workbook|ss:workbook)\b/i.test(head) ? "markup" : "text";
  if (/^\{\s*"/.test(start) || /^\[\s*\{\s*"/.test(start)) return "json";
  return "text";
}
