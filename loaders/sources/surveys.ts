import {afterAsOf, countColumn, sellerColumn, sellerWeek, weekColumn} from "./common-columns.js";
import {source} from "./define.js";

export default source({
  name: "surveys",
  title: "Weekly survey",
  grain: "One row per seller and ISO week answered.",
  missing:
    "No survey was given; the sellers' weekly answers, named under sources.surveys in report.yaml, would fill this section.",
  example: [
    "week,seller_id,meetings,opportunities,influenced,usefulness",
    "2026-09-07,S001,2,1,0,4",
    "2026-09-07,S002,0,0,1,3"
  ],
  key: sellerWeek,
  columns: {
    week: weekColumn("Answered on", "Timestamp", "Submitted at"),
    seller_id: sellerColumn({aliases: ["Email", "Respondent"]}),
    meetings: countColumn(
      "New meetings that came through social selling.",
      "New meetings",
      "Rendez-vous",
      "Möten",
      "Termine",
      "Reuniones",
      "Reuniões"
    ),
    opportunities: countColumn(
      "New opportunities that came through social selling.",
      "New opportunities",
      "Opportunités",
      "Affärsmöjligheter",
      "Oportunidades",
      "Verkaufschancen"
    ),
    influenced: countColumn(
      "Running opportunities that social selling moved on.",
      "Opportunities influenced",
      "Opportunités influencées",
      "Beeinflusste Verkaufschancen",
      "Oportunidades influidas",
      "Oportunidades influenciadas"
    ),
    usefulness: {
      type: "integer",
      min: 1,
      max: 5,
      description: "How useful social selling was that week, 1 (not at all) to 5 (very).",
      aliases: ["Useful", "Rating", "Score", "Utilité", "Nytta", "Nutzen", "Utilidad", "Utilidade"]
    }
  },
  rejects: [afterAsOf("week", "The week begins")]
});
