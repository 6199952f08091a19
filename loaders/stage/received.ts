import type {Engine} from "../engine.js";
import type {SourceKind} from "../sources/define.js";
import {quoteName} from "../sql.js";

/** Threads that are needed to tell from them whose archive a file is. */
const leastThreads = 3;

/**
 * Tells messages that a seller received from those that the seller wrote, where the file does not say it: the seller is
 * the sender whose name is the roster's; without such a sender whoever wrote in more than half of at least three
 * conversations of the file, since one's own archive holds nobody else as often. Otherwise it stays open.
 */
export async function markReceived(kind: SourceKind, engine: Engine): Promise<void> {
  if (!("sender_key" in kind.columns)) return;
  const table = `stage.${quoteName(kind.name)}`;
  const open = "received IS NULL AND sender_key IS NOT NULL AND _fault IS NULL";
  if ((await engine.rows(`SELECT 1 AS found FROM ${table} WHERE ${open} LIMIT 1`)).length === 0) return;
  await engine.run(`
    CREATE OR REPLACE TEMP TABLE own_keys AS
    WITH senders AS (
      SELECT _file, seller_id, sender_key, count(DISTINCT thread_key) AS threads
      FROM ${table} WHERE ${open} GROUP BY ALL
    ), named AS (
      SELECT s._file, s.seller_id, s.sender_key
      FROM senders s JOIN accepted.sellers k ON k.seller_id = s.seller_id AND s.sender_key = name_key(k.name)
    ), conversations AS (
      SELECT _file, seller_id, count(DISTINCT thread_key) AS threads FROM ${table} WHERE ${open} GROUP BY ALL
    )
    FROM named
    UNION ALL
    SELECT s._file, s.seller_id, s.sender_key
    FROM senders s JOIN conversations c USING (_file, seller_id) ANTI JOIN named n USING (_file, seller_id)
    WHERE c.threads >= ${leastThreads} AND 2 * s.threads > c.threads
    QUALIFY row_number() OVER (PARTITION BY s._file, s.seller_id ORDER BY s.threads DESC) = 1
      AND count(*) OVER (PARTITION BY s._file, s.seller_id, s.threads) = 1;
    UPDATE ${table} SET received = ${table}.sender_key <> o.sender_key
    FROM own_keys o
    WHERE ${table}._file = o._file AND ${table}.seller_id = o.seller_id AND received IS NULL
      AND ${table}.sender_key IS NOT NULL AND _fault IS NULL;
    DROP TABLE own_keys`);
}
