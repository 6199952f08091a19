import {countColumn, sellerColumn} from "./common-columns.js";
import {source} from "./define.js";

export default source({
  name: "coaching",
  title: "Coaching",
  grain: "One row per planned or held coaching session.",
  missing:
    "No coaching was given; a list of planned and held sessions by seller, named under sources.coaching in report.yaml, would fill this section.",
  example: [
    "planned_on,held_on,seller_id,actions,actions_closed",
    "2026-03-02,2026-03-03,S001,3,2",
    "2026-03-09,,S002,,"
  ],
  key: ["seller_id", "coalesce(planned_on, held_on)"],
  columns: {
    planned_on: {
      type: "date",
      description: "Day the session was planned for; the day it was held where there is no such column.",
      aliases: [
        "Planned",
        "Planned date",
        "Prévu le",
        "Planerad",
        "Geplant am",
        "Planificado el",
        "Fecha prevista",
        "Planejado em",
        "Data prevista"
      ]
    },
    held_on: {
      type: "date",
      description: "Day the session was held; blank when it was not.",
      aliases: [
        "Held",
        "Held date",
        "Date",
        "Tenu le",
        "Genomförd",
        "Durchgeführt am",
        "Realizado el",
        "Realizado em"
      ]
    },
    seller_id: sellerColumn({aliases: ["Coachee"]}),
    coach: {
      type: "text",
      dropped: true,
      description: "Who coached; not used.",
      aliases: ["Coach name", "Trainer", "Formateur", "Formador"]
    },
    actions: countColumn(
      "Follow-up actions agreed.",
      "Actions agreed",
      "Actions décidées",
      "Åtgärder",
      "Maßnahmen",
      "Vereinbarte Maßnahmen",
      "Acciones acordadas",
      "Ações acordadas"
    ),
    actions_closed: countColumn(
      "Of these, closed.",
      "Actions done",
      "Actions closes",
      "Avslutade åtgärder",
      "Erledigte Maßnahmen",
      "Abgeschlossene Maßnahmen",
      "Acciones cerradas",
      "Ações concluídas"
    )
  },
  rejects: [
    {
      rule: "missing",
      column: "planned_on",
      when: "planned_on IS NULL AND held_on IS NULL",
      message: "The row has neither a planned nor a held date. Fill one in at its source."
    }
  ],
  notes: [
    {
      rule: "more_closed_than_agreed",
      column: "actions_closed",
      when: "actions_closed > actions",
      message: "More actions were closed than agreed. The row is kept; check it at its source."
    },
    {
      rule: "held_after_as_of",
      column: "held_on",
      when: "held_on > as_of",
      message: "The session is after the report's date, so it counts as not yet held."
    }
  ]
});
