const OPENINGS =
  "Al|Bris|Cor|Del|Esk|Fal|Gar|Hol|Iv|Jor|Kel|Lun|Mar|Nor|Ost|Pel|Quin|Ros|Sel|Tor|Ul|Ver|Wil|Yar|Zan|Åk|Éts|Öst|Ñan|Çal".split(
    "|"
  );
const ENDINGS =
  "andor|berra|cavel|dune|effa|gard|hoven|ique|jarva|kemi|lotta|mond|nessa|orra|pex|ridge|soma|tavia|unda|vista|wick|zelle".split(
    "|"
  );
const TRADES = "Water|Foods|Pharma|Chemie|Énergie|Paper|Química|Dairy|Optik|Mining|Breweries|Textiles".split(
  "|"
);
const FORMS = "Ltd|GmbH|AB|SAS|S.A.|Inc.|Pty Ltd|K.K.|S.p.A.|& Co.".split("|");

const STEMS = OPENINGS.length * ENDINGS.length;
const UNIQUE = STEMS * TRADES.length;

/** The invented company with this number; each number has its own name. */
export function companyName(number: number): string {
  const round = Math.floor(number / STEMS);
  const stem = at(OPENINGS, number) + at(ENDINGS, Math.floor(number / OPENINGS.length));
  const again = number < UNIQUE ? "" : ` ${Math.floor(number / UNIQUE) + 1}`;
  return `${stem} ${at(TRADES, number + round)}${again} ${at(FORMS, number * 7 + round)}`;
}

/** What the invented company sells. */
export const PRODUCTS = [
  "flow sensors",
  "pH probes",
  "calibration contract",
  "inline analysers",
  "lab balances",
  "gas detectors",
  "data loggers",
  "level gauges, phase 2",
  "service renewal",
  "thermal cameras"
];

/** The same for the French office. */
export const FRENCH_PRODUCTS = [
  "débitmètres",
  "sondes pH",
  "contrat d’étalonnage",
  "analyseurs en ligne",
  "balances de précision",
  "détecteurs de gaz",
  "enregistreurs de données",
  "jauges de niveau",
  "renouvellement d’entretien",
  "caméras thermiques"
];

function at(list: readonly string[], index: number): string {
  return list[index % list.length] ?? "";
}
