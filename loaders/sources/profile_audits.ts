import {afterAsOf, sellerColumn} from "./common-columns.js";
import {source, type Column} from "./define.js";

const criterion = (description: string, ...aliases: string[]): Column => ({
  type: "boolean",
  description,
  aliases
});

export default source({
  name: "profile_audits",
  title: "Profile audits",
  grain: "One row per seller and audit.",
  missing:
    "No profile audits were given; a list of audited profiles with seven criteria each, named under sources.profile_audits in report.yaml, would fill this section.",
  example: [
    "audited_on,seller_id,round,photo,headline,summary,experience,recommendations,network,publishing",
    "2026-01-20,S001,before,yes,no,no,yes,no,yes,no",
    "2026-06-15,S001,after,yes,yes,yes,yes,yes,yes,no"
  ],
  key: ["seller_id", "audited_on"],
  columns: {
    audited_on: {
      type: "date",
      required: true,
      description: "Day of the audit.",
      aliases: ["Audit date", "Date", "Datum", "Fecha", "Data"]
    },
    seller_id: sellerColumn(),
    round: {
      type: "category",
      description:
        "before or after the training; from the roster's training day where there is no such column.",
      aliases: ["Audit", "Phase", "Tour", "Runde", "Ronda", "Rodada"],
      otherwise: "unknown",
      noteUnlisted: false,
      values: {
        before: ["avant", "före", "vorher", "antes", "1"],
        after: ["après", "efter", "nachher", "después", "2"]
      }
    },
    photo: criterion("The profile has a good photo.", "Photo ok", "Foto"),
    headline: criterion(
      "The headline speaks to customers.",
      "Title",
      "Titre",
      "Rubrik",
      "Titular",
      "Profilslogan",
      "Título"
    ),
    summary: criterion(
      "The summary says how the seller helps.",
      "About",
      "Résumé",
      "Sammanfattning",
      "Zusammenfassung",
      "Resumen",
      "Resumo"
    ),
    experience: criterion("Experience is filled in.", "Expérience", "Erfarenhet", "Erfahrung", "Experiencia"),
    recommendations: criterion(
      "There are recommendations.",
      "Recommandations",
      "Rekommendationer",
      "Empfehlungen",
      "Recomendaciones",
      "Recomendações"
    ),
    network: criterion(
      "The network is developed.",
      "Network developed",
      "Réseau",
      "Nätverk",
      "Netzwerk",
      "Red",
      "Rede"
    ),
    publishing: criterion(
      "The seller publishes regularly.",
      "Regular publishing",
      "Publications",
      "Publicerar",
      "Veröffentlichungen",
      "Publicaciones",
      "Publicações"
    )
  },
  rejects: [afterAsOf("audited_on", "The audit was made")]
});
