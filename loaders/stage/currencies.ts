import {quoteList, quoteText} from "../sql.js";

/** Currencies that share a sign. Where one sign is several currencies', the report's comes first, then those with rates. */
const signs: readonly (readonly [signs: readonly string[], currencies: readonly string[]])[] = [
  [["€"], ["EUR"]],
  [["£"], ["GBP"]],
  [["$"], ["USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN", "ARS", "CLP", "COP"]],
  [["us$"], ["USD"]],
  [["ca$", "c$"], ["CAD"]],
  [["au$", "a$"], ["AUD"]],
  [["nz$"], ["NZD"]],
  [["sg$", "s$"], ["SGD"]],
  [["hk$"], ["HKD"]],
  [["mx$"], ["MXN"]],
  [["r$"], ["BRL"]],
  [
    ["kr", "kr."],
    ["SEK", "NOK", "DKK", "ISK"]
  ],
  [["fr", "fr.", "sfr", "sfr."], ["CHF"]],
  [
    ["¥", "￥"],
    ["JPY", "CNY"]
  ],
  [["₹"], ["INR"]],
  [["₩"], ["KRW"]],
  [["₺"], ["TRY"]],
  [["₪"], ["ILS"]],
  [["₴"], ["UAH"]],
  [["₽"], ["RUB"]],
  [["zł"], ["PLN"]],
  [["kč"], ["CZK"]],
  [["ft"], ["HUF"]]
];

/**
 * Macros that tell which currency an amount is written in. `money_sign` is the code or sign beside the digits, a code
 * before a sign; `sign_currencies` the currencies that it can mean; `written_currency` the one that it means here, or
 * NULL where that stays open. They need `has_rates` and the settings.
 */
export const currencyMacros = `
  CREATE MACRO money_sign(text) AS CASE WHEN text IS NOT NULL AND TRY_CAST(text AS DOUBLE) IS NULL THEN coalesce(
    nullif(regexp_extract(text, '(?:^|[^\\p{L}])([A-Za-z]{3})(?:$|[^\\p{L}.$])', 1), ''),
    nullif(regexp_extract(text, '\\p{L}*\\p{Sc}|\\p{L}+\\.?'), '')) END;
  CREATE MACRO sign_currencies(sign) AS CASE lower(sign)
    ${signs.map(([texts, currencies]) => texts.map((text) => `WHEN ${quoteText(text)} THEN ${quoteList(currencies)}`).join(" ")).join("\n    ")}
    ELSE [upper(sign)] END;
  CREATE MACRO written_currency(sign) AS CASE
    WHEN sign IS NULL THEN NULL
    WHEN len(sign_currencies(sign)) = 1 AND regexp_full_match(sign_currencies(sign)[1], '[A-Z]{3}') THEN sign_currencies(sign)[1]
    WHEN list_contains(sign_currencies(sign), (SELECT s.currency FROM settings s)) THEN (SELECT s.currency FROM settings s)
    WHEN len(list_filter(sign_currencies(sign), each -> has_rates(each))) = 1
      THEN list_filter(sign_currencies(sign), each -> has_rates(each))[1] END;`;
