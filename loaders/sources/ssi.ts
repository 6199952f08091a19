import {source} from "./define.js";
import type {Column} from "./define.js";

const pillar = (description: string, ...aliases: string[]): Column => ({
  type: "number",
  min: 0,
  max: 25,
  description,
  aliases
});

export default source({
  name: "ssi",
  title: "Social Selling Index",
  grain: "One row per seller and ISO week.",
  missing:
    "No Social Selling Index was given; a file with week, seller and score, named under sources.ssi in report.yaml, would fill this part of the report.",
  example: [
    "week,seller_id,ssi,brand,people,insights,relationships,industry_rank,network_rank,connections",
    "2026-09-07,S001,61.5,17.2,15.1,13.4,15.8,12,18,640",
    "2026-09-14,ada.lind@marrowby.example,62.1,17.4,15.2,13.6,15.9,11,18,644"
  ],
  key: ["seller_id", "date_trunc('week', week)"],
  columns: {
    week: {
      type: "date",
      required: true,
      description: "Any day of the week that the score belongs to.",
      aliases: ["Date", "Week starting", "Semaine", "Vecka", "Woche", "Semana"]
    },
    seller_id: {
      type: "text",
      required: true,
      references: "sellers",
      description: "The seller, as in the roster.",
      aliases: [
        "Seller",
        "User ID",
        "Member",
        "Sales rep",
        "Vendeur",
        "Commercial",
        "Säljare",
        "Verkäufer",
        "Vendedor",
        "Email"
      ]
    },
    ssi: {
      type: "number",
      required: true,
      min: 0,
      max: 100,
      description: "The score, 0 to 100.",
      aliases: [
        "SSI",
        "Score",
        "Social Selling Index",
        "Overall",
        "SSI score",
        "Indice de social selling",
        "SSI-poäng",
        "SSI-Wert",
        "Puntuación SSI",
        "Pontuação SSI"
      ]
    },
    brand: pillar(
      "Professional brand, 0 to 25.",
      "Professional brand",
      "Establish your professional brand",
      "PROFESSIONAL_BRAND"
    ),
    people: pillar("Finding the right people, 0 to 25.", "Find the right people", "FIND_RIGHT_PEOPLE"),
    insights: pillar("Engaging with insights, 0 to 25.", "Engage with insights", "INSIGHT_ENGAGEMENT"),
    relationships: pillar(
      "Building relationships, 0 to 25.",
      "Build relationships",
      "Build strong relationships",
      "STRONG_RELATIONSHIP"
    ),
    industry_rank: {
      type: "number",
      min: 0,
      max: 100,
      description: "Rank in the industry as \u201ctop N %\u201d: low is good.",
      aliases: [
        "Industry SSI rank",
        "Industry rank",
        "Rang dans le secteur",
        "Rank i branschen",
        "Rang in der Branche",
        "Clasificación en el sector",
        "Classificação no setor"
      ]
    },
    network_rank: {
      type: "number",
      min: 0,
      max: 100,
      description: "Rank in the own network as \u201ctop N %\u201d: low is good.",
      aliases: [
        "Network SSI rank",
        "Network rank",
        "Rang dans le réseau",
        "Rank i nätverket",
        "Rang im Netzwerk",
        "Clasificación en la red",
        "Classificação na rede"
      ]
    },
    connections: {
      type: "integer",
      min: 0,
      description: "Connections at that time.",
      aliases: ["Total connections", "Relations", "Kontakter", "Kontakte", "Contactos", "Conexões"]
    }
  },
  rejects: [
    {
      rule: "after_as_of",
      column: "week",
      when: "week > as_of",
      message:
        "The week begins after the report's date. Take the row out, or set a later as_of in report.yaml."
    }
  ],
  notes: [
    {
      rule: "total_not_sum",
      column: "ssi",
      when: "abs(ssi - (brand + people + insights + relationships)) > 0.5",
      message:
        "The score is not the sum of its four pillars. It is kept as given; check the row at its source."
    }
  ]
});
