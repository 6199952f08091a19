import {afterAsOf, countColumn, sellerColumn} from "./common-columns.js";
import {source} from "./define.js";

export default source({
  name: "posts",
  title: "Posts",
  grain: "One row per post or share.",
  missing:
    "No posts were given; a list of posts with their reach, named under sources.posts in report.yaml, would fill this section.",
  example: [
    "post_id,published_on,seller_id,platform,content_type,title,impressions,likes,comments,shares,saves,clicks,response_minutes",
    "P-1,2026-09-03,S001,LinkedIn,Article,Five questions about pumps,1840,42,6,3,2,37,95",
    "P-2,2026-09-10,,LinkedIn,Video,A day at the test rig,5200,120,14,9,,210,"
  ],
  key: ["coalesce(post_id, link_key)"],
  columns: {
    post_id: {
      type: "text",
      reader: "id",
      description: "The post's identifier; without one, the link tells posts apart.",
      aliases: ["ID", "Post", "Activity ID"]
    },
    published_on: {
      type: "date",
      required: true,
      description: "Day of publication.",
      aliases: [
        "Created date",
        "Date",
        "Publish date",
        "Post publish date",
        "Date de publication",
        "Publicerad",
        "Veröffentlicht am",
        "Fecha de publicación",
        "Data de publicação"
      ]
    },
    seller_id: sellerColumn({
      required: false,
      description: "Who posted, as in the roster; blank for posts of the company's page.",
      aliases: ["Author", "Auteur", "Autor"]
    }),
    platform: {
      type: "text",
      reader: "label",
      description: "Network, as written.",
      aliases: ["Network", "Réseau", "Nätverk", "Plataforma", "Netzwerk", "Plattform", "Red", "Rede"]
    },
    content_type: {
      type: "text",
      reader: "label",
      description: "Kind of content, as written.",
      aliases: [
        "Content Type",
        "Post type",
        "Type de contenu",
        "Typ",
        "Inhaltstyp",
        "Tipo de contenido",
        "Tipo de conteúdo"
      ]
    },
    title: {
      type: "text",
      reader: "prose",
      description: "Title, shown where posts are listed.",
      aliases: ["Post title", "Titre", "Rubrik", "Titel", "Título"]
    },
    impressions: countColumn(
      "How often it was shown: its reach.",
      "Reach",
      "Views",
      "Portée",
      "Visningar",
      "Reichweite",
      "Impressionen",
      "Alcance",
      "Impresiones",
      "Impressões"
    ),
    likes: countColumn(
      "Likes and other reactions.",
      "Reactions",
      "J'aime",
      "Gilla-markeringar",
      "Gefällt mir",
      "Gefällt-mir-Angaben",
      "Me gusta",
      "Curtidas",
      "Gostos"
    ),
    comments: countColumn("Comments.", "Commentaires", "Kommentarer", "Kommentare", "Comentarios"),
    shares: countColumn(
      "Shares, reposts and retweets.",
      "Reposts",
      "Retweets",
      "Partages",
      "Delningar",
      "Geteilt",
      "Veces compartido",
      "Compartidos",
      "Compartilhamentos",
      "Partilhas"
    ),
    saves: countColumn(
      "How often it was saved.",
      "Saved",
      "Enregistrements",
      "Sparade",
      "Gespeichert",
      "Guardados",
      "Salvamentos"
    ),
    clicks: countColumn("Clicks on its link.", "Link clicks", "Clics", "Klick", "Klicks", "Cliques"),
    response_minutes: {
      type: "number",
      min: 0,
      description: "Median minutes until a comment was answered.",
      aliases: [
        "Response time",
        "Response time (minutes)",
        "Temps de réponse",
        "Svarstid",
        "Antwortzeit",
        "Tiempo de respuesta",
        "Tempo de resposta"
      ]
    },
    link: {
      type: "text",
      dropped: true,
      description: "Link to the post; not used.",
      aliases: ["Post link", "ShareLink", "URL"]
    },
    link_key: {
      type: "text",
      description: "A number that tells posts without identifier apart; never published.",
      derived: "CAST(CASE WHEN {link} IS NOT NULL THEN hash({link}) END AS VARCHAR)"
    },
    text: {
      type: "text",
      dropped: true,
      description: "What was written; not used.",
      aliases: ["ShareCommentary", "Share Commentary", "Commentary"]
    },
    posted_by: {type: "text", dropped: true, description: "Who used the page's account; not used."}
  },
  rejects: [afterAsOf("published_on", "The post was published")],
  notes: [
    {
      rule: "more_clicks_than_reach",
      column: "clicks",
      when: "clicks > impressions",
      message: "The post has more clicks than impressions. It is kept as given; check the row at its source."
    }
  ]
});
