import type {Column} from "./define.js";

/** Where a deal or lead came from: eight categories, read from the texts that sales systems hold. */
export const dealSource: Column = {
  type: "category",
  description:
    "Where it came from: social, inbound, outbound, referral, event, partner, other or unknown. Map your own texts in report.yaml under values.",
  aliases: [
    "Lead Source",
    "Original Source",
    "Original Traffic Source",
    "Source channel",
    "Origin",
    "Origine",
    "Källa",
    "Quelle",
    "Source de la piste",
    "Provenance",
    "Leadkälla",
    "Ursprung",
    "Leadquelle",
    "Herkunft",
    "Fuente",
    "Origen",
    "Fuente del prospecto",
    "Fonte",
    "Origem"
  ],
  otherwise: "unknown",
  values: {
    social: [
      "social",
      "social selling",
      "social media",
      "linkedin",
      "sales navigator",
      "organic social",
      "paid social",
      "twitter",
      "facebook",
      "réseaux sociaux",
      "soziale medien",
      "redes sociales",
      "redes sociais",
      "sociala medier"
    ],
    inbound: [
      "inbound",
      "web",
      "website",
      "inbound web",
      "organic search",
      "paid search",
      "direct traffic",
      "webinar",
      "content",
      "site web",
      "webbplats",
      "webseite",
      "sitio web",
      "webinaire",
      "webbinarium"
    ],
    outbound: [
      "outbound",
      "cold call",
      "outbound email",
      "cold email",
      "prospecting list",
      "prospection",
      "appel à froid",
      "kallt samtal",
      "kaltakquise",
      "llamada en frío",
      "prospección",
      "prospecção"
    ],
    referral: [
      "referral",
      "referrals",
      "customer referral",
      "recommandation",
      "parrainage",
      "rekommendation",
      "empfehlung",
      "recomendación",
      "recomendação",
      "indicação"
    ],
    event: [
      "event",
      "trade fair",
      "trade show",
      "fair",
      "conference",
      "salon",
      "mässa",
      "messe",
      "feria",
      "feira",
      "événement",
      "veranstaltung"
    ],
    partner: ["partner", "reseller", "channel partner", "partenaire", "återförsäljare", "socio", "parceiro"],
    other: ["other", "autre", "övrigt", "sonstige"],
    unknown: [
      "unknown",
      "n/a",
      "none",
      "not known",
      "inconnu",
      "okänd",
      "unbekannt",
      "desconocido",
      "desconhecido"
    ]
  }
};
