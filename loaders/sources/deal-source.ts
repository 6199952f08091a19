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
    "Quelle"
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
      "site web"
    ],
    outbound: ["outbound", "cold call", "outbound email", "cold email", "prospecting list", "prospection"],
    referral: [
      "referral",
      "referrals",
      "customer referral",
      "recommandation",
      "parrainage",
      "rekommendation"
    ],
    event: ["event", "trade fair", "trade show", "fair", "conference", "salon", "mässa", "messe"],
    partner: ["partner", "reseller", "channel partner", "partenaire"],
    other: ["other", "autre", "övrigt", "sonstige"],
    unknown: ["unknown", "n/a", "none", "not known", "inconnu", "okänd", "unbekannt"]
  }
};
