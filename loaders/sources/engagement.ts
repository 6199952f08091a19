import {quoteList} from "../sql.js";
import {source} from "./define.js";

const incoming = quoteList([
  "incoming",
  "inbound",
  "received",
  "entrant",
  "inkommande",
  "eingehend",
  "entrante"
]);
const outgoing = quoteList(["outgoing", "outbound", "sent", "sortant", "utgående", "ausgehend", "saliente"]);

export default source({
  name: "engagement",
  title: "Engagement",
  grain: "One row per touch, or per group of touches counted together.",
  missing:
    "No engagement was given; a file of touches (date, seller, channel), named under sources.engagement in report.yaml, would fill this section.",
  example: [
    "event_id,happened_on,seller_id,channel,kind,deal_id,lead_id,count",
    "E-1,2026-09-03,S001,linkedin,profile_view,,L-20,1",
    "E-2,2026-09-04,S001,linkedin,message,D-7,,2"
  ],
  key: ["event_id"],
  columns: {
    event_id: {
      type: "text",
      reader: "id",
      description: "The touch's identifier; without one, equal rows are all counted.",
      aliases: ["activityId", "Event", "Activity ID"],
      fallback: "trace"
    },
    happened_on: {
      type: "date",
      required: true,
      description: "Day of the touch.",
      aliases: ["Date", "createdAt", "Activity date", "Datum", "Fecha", "Data", "Date d'activité"]
    },
    seller_id: {
      type: "text",
      required: true,
      references: "sellers",
      description: "Who touched, as in the roster.",
      aliases: [
        "Seller",
        "Assigned to",
        "seatId",
        "Owner",
        "Vendeur",
        "Säljare",
        "Verkäufer",
        "Vendedor",
        "Email"
      ]
    },
    channel: {
      type: "text",
      reader: "label",
      description: "Where: linkedin, email, phone, event …",
      aliases: ["Platform", "Channel group", "Channel", "Canal", "Kanal"]
    },
    kind: {
      type: "text",
      reader: "label",
      description: "What: profile_view, message, meeting …",
      aliases: [
        "Type",
        "activityType",
        "Activity type",
        "Type d'activité",
        "Aktivitetstyp",
        "Aktivitätsart",
        "Tipo de actividad",
        "Tipo de atividade"
      ]
    },
    deal_id: {
      type: "text",
      reader: "id",
      description: "The deal it belongs to, where known.",
      aliases: [
        "Opportunity ID",
        "Related to",
        "Affaire",
        "Affär",
        "Verkaufschance",
        "Oportunidad",
        "Negócio"
      ]
    },
    lead_id: {
      type: "text",
      reader: "id",
      description: "The lead it belongs to, where known.",
      aliases: ["Lead"]
    },
    sender: {
      type: "text",
      dropped: true,
      personal: true,
      description: "Who wrote a message; only whether it was the seller is kept."
    },
    direction: {
      type: "text",
      dropped: true,
      description: "Whether the message was sent or received, where the file says so; incoming or outgoing.",
      aliases: ["Direction", "Sens", "Riktning", "Richtung", "Dirección", "Direção"]
    },
    received: {
      type: "boolean",
      description:
        "Written by the other side, by the direction or the sender: no touch of the seller's, but the other side's reply.",
      derived: `CASE WHEN list_contains(${incoming}, lower(trim({direction}))) THEN true
        WHEN list_contains(${outgoing}, lower(trim({direction}))) THEN false END`
    },
    sender_key: {
      type: "text",
      description: "A number that tells whether the seller wrote the message; never published.",
      derived: "name_key({sender})"
    },
    thread_key: {
      type: "text",
      description: "A number that tells conversations apart; never published.",
      derived: "CASE WHEN {given sender} THEN CAST(hash({thread}) AS VARCHAR) END"
    },
    thread: {
      type: "text",
      dropped: true,
      description: "Conversation or link that the touch belongs to; never kept."
    },
    trace: {
      type: "text",
      description: "A number that tells touches without identifier apart; never published.",
      derived:
        "CASE WHEN {given thread} THEN CAST(hash(concat_ws('|', {seller_id}, {happened_on}, {thread}, {sender})) AS VARCHAR) END"
    },
    account: {
      type: "text",
      dropped: true,
      description: "The customer; never published.",
      aliases: ["Account Name", "Company"]
    },
    count: {
      type: "integer",
      min: 0,
      fallback: "1",
      description: "How many touches the row stands for; 1 where there is no such column.",
      aliases: ["Touches", "Events", "Antal", "Anzahl", "Cantidad", "Quantidade"]
    }
  },
  rejects: [
    {
      rule: "after_as_of",
      column: "happened_on",
      when: "happened_on > as_of",
      message:
        "The touch happened after the report's date. Take the row out, or set a later as_of in report.yaml."
    }
  ],
  notes: [
    {
      rule: "unknown_sender",
      column: "sender",
      when: "received is null and sender_key is not null",
      value: "CAST(NULL AS VARCHAR)",
      message:
        "It could not be told whether the seller wrote the message or received it, so it counts as the seller's. Give the roster the name that stands in the archive."
    }
  ]
});
