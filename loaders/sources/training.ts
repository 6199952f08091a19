import {sellerColumn} from "./common-columns.js";
import {source} from "./define.js";

export default source({
  name: "training",
  title: "Training",
  grain: "One row per seller and session.",
  missing:
    "No training was given; an attendance list by session and seller, named under sources.training in report.yaml, would fill this section.",
  example: [
    "session,held_on,seller_id,invited,attended",
    "Basics of social selling,2026-02-10,S001,yes,yes",
    "Basics of social selling,2026-02-10,S002,yes,no"
  ],
  key: ["seller_id", "session"],
  columns: {
    session: {
      type: "text",
      reader: "label",
      required: true,
      description: "The session's name or number.",
      aliases: [
        "Training",
        "Meeting title",
        "Course",
        "Formation",
        "Utbildning",
        "Schulung",
        "Sesión",
        "Sessão"
      ]
    },
    held_on: {
      type: "date",
      required: true,
      description: "Day of the session.",
      aliases: ["Date", "Session date", "First Join", "Start time", "Datum", "Fecha", "Data"]
    },
    seller_id: sellerColumn({aliases: ["Email", "Participant", "Attendee", "Participant ID (UPN)"]}),
    invited: {
      type: "boolean",
      fallback: "true",
      description: "Was invited; true where there is no such column.",
      aliases: ["Invité", "Inbjuden", "Eingeladen", "Invitado", "Convidado"]
    },
    attended: {
      type: "boolean",
      fallback: "true",
      description: "Was there; true where there is no such column, as in a list of participants.",
      aliases: ["Present", "Présent", "Närvarande", "Anwesend", "Asistió", "Presente"]
    },
    name: {type: "text", dropped: true, description: "Name of the participant; the seller is enough."},
    role: {type: "text", dropped: true, description: "Role in the meeting; not used."}
  },
  notes: [
    {
      rule: "attended_uninvited",
      column: "attended",
      when: "attended and not invited",
      message: "The seller came without an invitation. The row is kept and counts as invited."
    },
    {
      rule: "attended_in_future",
      column: "held_on",
      when: "attended and held_on > as_of",
      message: "The session is after the report's date, so it does not count yet."
    }
  ]
});
