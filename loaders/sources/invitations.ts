import {afterAsOf, countColumn, sellerColumn, weekColumn} from "./common-columns.js";
import {source} from "./define.js";

export default source({
  name: "invitations",
  title: "Invitations",
  grain: "One row per seller and ISO week, or one row per invitation of a LinkedIn archive.",
  missing:
    "No invitations were given; weekly counts by seller, or the Invitations file of each seller's LinkedIn archive, named under sources.invitations in report.yaml, would fill this section.",
  example: [
    "week,seller_id,sent,accepted,visited,received",
    "2026-09-07,S001,20,7,1,3",
    "2026-09-14,S001,15,4,0,2"
  ],
  personal: true,
  key: ["seller_id", "date_trunc('week', week)", "person", "coalesce(direction, '')"],
  columns: {
    week: weekColumn("Sent At"),
    seller_id: sellerColumn(),
    sent: countColumn(
      "Invitations sent that week.",
      "Invitations sent",
      "Invitations envoyées",
      "Skickade",
      "Gesendete Einladungen",
      "Invitaciones enviadas",
      "Convites enviados"
    ),
    accepted: countColumn(
      "Of the invitations sent, accepted.",
      "Invitations accepted",
      "Invitations acceptées",
      "Accepterade",
      "Angenommene Einladungen",
      "Invitaciones aceptadas",
      "Convites aceitos"
    ),
    visited: countColumn(
      "Of the invitations accepted, people who visited the profile.",
      "Visited profile",
      "Profile visits",
      "Ont visité le profil",
      "Profil besucht",
      "Visitaron el perfil",
      "Visitaram o perfil"
    ),
    received: countColumn(
      "Invitations received that week.",
      "Invitations received",
      "Incoming",
      "Invitations reçues",
      "Mottagna",
      "Erhaltene Einladungen",
      "Invitaciones recibidas",
      "Convites recebidos"
    ),
    direction: {
      type: "category",
      description: "Of an archive's invitation: incoming or outgoing.",
      aliases: ["Sens", "Riktning", "Richtung", "Dirección", "Direção"],
      otherwise: "outgoing",
      noteUnlisted: false,
      values: {
        incoming: ["received", "entrant", "eingehend", "entrante"],
        outgoing: ["sent", "sortant", "ausgehend", "saliente"]
      }
    },
    from: {type: "text", dropped: true, description: "Who invited; never kept."},
    to: {type: "text", dropped: true, description: "Who was invited; never kept."},
    message: {type: "text", dropped: true, description: "What was written; never kept."},
    inviter_link: {
      type: "text",
      dropped: true,
      description: "Link to who invited; never kept.",
      aliases: ["inviterProfileUrl"]
    },
    invitee_link: {
      type: "text",
      dropped: true,
      description: "Link to who was invited; never kept.",
      aliases: ["inviteeProfileUrl"]
    },
    person: {
      type: "text",
      description:
        "A number that tells one person's invitation from another's while reading; never published.",
      derived:
        "CASE WHEN {given from} OR {given to} THEN person_key(nullif(concat({inviter_link}, {invitee_link}), ''), {from}, {to}) ELSE 'counted' END"
    }
  },
  rejects: [afterAsOf("week", "The invitation was sent")],
  notes: [
    {
      rule: "more_accepted_than_sent",
      column: "accepted",
      when: "accepted > sent",
      message:
        "More invitations were accepted than sent that week; some were sent earlier. The row is kept as given."
    },
    {
      rule: "more_visits_than_accepted",
      column: "visited",
      when: "visited > accepted",
      message:
        "More people visited the profile than accepted an invitation. The row is kept; check it at its source."
    }
  ]
});
