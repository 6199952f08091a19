import {afterAsOf, countColumn, sellerColumn, weekColumn} from "./common-columns.js";
import {source} from "./define.js";

export default source({
  name: "followers",
  title: "Followers",
  grain: "One row per week and platform, or per week, platform and seller.",
  missing:
    "No followers were given; a file with week, platform and followers, named under sources.followers in report.yaml, would fill this section.",
  example: ["week,platform,followers,gained", "2026-09-07,linkedin,4210,31", "2026-09-14,linkedin,4236,26"],
  key: ["date_trunc('week', week)", "coalesce(platform, '')", "coalesce(seller_id, '')"],
  columns: {
    week: weekColumn("Day", "Jour", "Dag", "Tag", "Día"),
    platform: {
      type: "text",
      reader: "label",
      description: "The network.",
      aliases: ["Network", "Channel", "Réseau", "Plattform", "Plataforma"]
    },
    seller_id: sellerColumn({
      required: false,
      description: "The seller, as in the roster; blank for a page of the company."
    }),
    followers: countColumn(
      "Followers at the end of the week.",
      "Followers total",
      "Abonnés",
      "Följare",
      "Seguidores",
      "Follower"
    ),
    gained: countColumn(
      "New followers in the week.",
      "New followers",
      "Nouveaux abonnés",
      "Nya följare",
      "Neue Follower",
      "Nuevos seguidores",
      "Novos seguidores"
    )
  },
  rejects: [
    afterAsOf("week", "The week begins"),
    {
      rule: "missing",
      column: "followers",
      when: "followers IS NULL AND gained IS NULL",
      message: "The row gives neither followers nor new followers. Fill one of them, or take the row out."
    }
  ]
});
