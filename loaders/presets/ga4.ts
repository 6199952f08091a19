import {preset} from "./define.js";

export default preset({
  name: "ga4",
  system: "Google Analytics 4",
  exports: [
    {
      kind: "web_traffic",
      title: "traffic acquisition",
      telling: [
        "Session default channel group",
        "Session primary channel group",
        "Engaged sessions",
        "Average engagement time per session",
        "Groupe de canaux par défaut de la session",
        "Sessions avec engagement"
      ],
      usual: [
        "Sessions",
        "Engagement rate",
        "Events per session",
        "Event count",
        "Key events",
        "Total revenue"
      ],
      columns: {
        week: ["Date", "Week", "Start date", "Date de début"],
        channel: [
          "Session default channel group",
          "Session primary channel group",
          "Session primary channel group (Default Channel Group)",
          "Groupe de canaux par défaut de la session"
        ],
        campaign: ["Session campaign", "Campagne de la session"],
        sessions: ["Sessions"],
        leads: ["Key events", "Événements clés"]
      },
      verified: true,
      basis: "headers of real English exports and of a French preamble; French column names from memory",
      caveat:
        "Without a date column all visits count in the week of the start date; export one week at a time. Key events count as leads: make sure that they are."
    }
  ]
});
