import type {Engine} from "../engine.js";
import type {SourceKind} from "../sources/define.js";
import {quoteName, quoteText} from "../sql.js";
import {pooled} from "./pool.js";

/**
 * Notes in `audience.pooled` the labels of a column that leadership sees as "Other": those of fewer than `minCell`
 * sellers, or of fewer rows where the kind knows no sellers. Blanks are a label of their own.
 */
export async function poolLabels(
  engine: Engine,
  kind: SourceKind,
  {name, minCell}: {name: string; minCell: number}
): Promise<void> {
  await engine.run(`
    CREATE TABLE IF NOT EXISTS audience.pooled (kind VARCHAR, name VARCHAR, label VARCHAR);
    CREATE MACRO IF NOT EXISTS audience.is_pooled(of, column_name, text) AS
      text IN (SELECT p.label FROM audience.pooled p WHERE p.kind = of AND p.name = column_name)`);
  const unit = "seller_id" in kind.columns ? "DISTINCT coalesce(seller_id, '#' || _row)" : "*";
  const labels = await engine.rows(`
    SELECT coalesce(shown_label(${quoteName(name)}), '') AS name, count(${unit}) AS size
    FROM accepted.${kind.name} GROUP BY 1`);
  const common = pooled(labels as unknown as {name: string; size: number}[], minCell);
  if (common.size === 0) return;
  const rows = [...common].map(
    (label) => `(${quoteText(kind.name)}, ${quoteText(name)}, ${quoteText(label)})`
  );
  await engine.run(`INSERT INTO audience.pooled VALUES ${rows.join(", ")}`);
}
