import {afterAsOf, weekColumn} from "./common-columns.js";
import {source} from "./define.js";

export default source({
  name: "trends",
  title: "Search interest",
  grain: "One row per week and search term.",
  missing:
    "No search interest was given; a Google Trends export, named under sources.trends in report.yaml, would add it as context.",
  example: ["week,term,interest", "2026-09-07,social selling,71", "2026-09-14,social selling,68"],
  key: ["date_trunc('week', week)", "coalesce(term, '')"],
  columns: {
    week: weekColumn("Month", "Mois", "Månad", "Monat", "Mes", "Mês"),
    term: {
      type: "text",
      reader: "label",
      description: "The search term.",
      aliases: [
        "Search term",
        "Query",
        "Terme de recherche",
        "Sökterm",
        "Suchbegriff",
        "Término de búsqueda",
        "Termo de pesquisa"
      ]
    },
    interest: {
      type: "number",
      required: true,
      min: 0,
      max: 100,
      description: "Search interest, 0 to 100, relative to the highest week of the export.",
      aliases: ["Value", "Search interest", "Intérêt", "Intresse", "Interesse", "Interés"]
    }
  },
  rejects: [afterAsOf("week", "The week begins")]
});
