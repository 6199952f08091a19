import {afterAsOf, countColumn, weekColumn} from "./common-columns.js";
import {source} from "./define.js";

export default source({
  name: "web_traffic",
  title: "Web traffic",
  grain: "One row per week, channel and campaign.",
  missing:
    "No web traffic was given; visits by week, channel and campaign, named under sources.web_traffic in report.yaml, would fill this section.",
  example: [
    "week,channel,campaign,sessions,leads,qualified_leads",
    "2026-09-07,Organic Social,autumn,420,9,4",
    "2026-09-07,Organic Search,,1310,12,5"
  ],
  key: ["date_trunc('week', week)", "channel", "coalesce(campaign, '')"],
  columns: {
    week: weekColumn("Start date", "Date de début", "Startdatum", "Fecha de inicio", "Data de início"),
    channel: {
      type: "text",
      reader: "label",
      required: true,
      description: "Channel, as written.",
      aliases: [
        "Session default channel group",
        "Session primary channel group",
        "Default channel group",
        "Groupe de canaux par défaut de la session",
        "Kanal",
        "Canal"
      ]
    },
    channel_group: {
      type: "category",
      description: "social, search, direct, email, referral or other; read from the channel.",
      from: "channel",
      otherwise: "other",
      values: {
        social: [
          "organic social",
          "paid social",
          "social",
          "linkedin",
          "twitter",
          "x",
          "facebook",
          "réseaux sociaux organiques",
          "réseaux sociaux payants"
        ],
        search: ["organic search", "paid search", "recherche organique", "recherche payante"],
        direct: ["(direct)", "accès direct"],
        email: ["e-mail", "newsletter"],
        referral: ["referrals", "affiliates", "site référent"],
        other: [
          "display",
          "cross-network",
          "organic video",
          "paid video",
          "organic shopping",
          "paid shopping",
          "paid other",
          "audio",
          "sms",
          "unassigned",
          "(other)"
        ]
      }
    },
    campaign: {
      type: "text",
      reader: "label",
      description: "Campaign, as written; blank for none.",
      aliases: ["Session campaign", "Campaign name", "Campagne", "Kampanj", "Kampagne", "Campaña", "Campanha"]
    },
    sessions: {
      ...countColumn("Visits.", "Visits", "Visites", "Besök", "Sitzungen", "Sesiones", "Sessões", "Visitas"),
      required: true
    },
    leads: countColumn(
      "Leads among the visits.",
      "Key events",
      "Conversions",
      "Événements clés",
      "Schlüsselereignisse",
      "Eventos clave",
      "Eventos principais"
    ),
    qualified_leads: countColumn(
      "Of these, qualified.",
      "Qualified leads",
      "MQL",
      "MQLs",
      "Leads qualifiés",
      "Qualifizierte Leads",
      "Leads cualificados",
      "Leads calificados",
      "Leads qualificados"
    )
  },
  rejects: [afterAsOf("week", "The week begins")],
  notes: [
    {
      rule: "more_qualified_than_leads",
      column: "qualified_leads",
      when: "qualified_leads > leads",
      message: "More leads are qualified than there are. The row is kept; check it at its source."
    }
  ]
});
