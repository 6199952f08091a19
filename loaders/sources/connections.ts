import {afterAsOf, countColumn, sellerColumn} from "./common-columns.js";
import {source} from "./define.js";

export default source({
  name: "connections",
  title: "Connections",
  grain: "One row per connection of a LinkedIn archive, or one row per seller and week with counts.",
  missing:
    "No connections were given; weekly counts by seller, or the Connections file of each seller's LinkedIn archive, named under sources.connections in report.yaml, would fill this section.",
  example: [
    "week,seller_id,new connections,in_persona,total",
    "2026-09-07,S001,8,3,640",
    "2026-09-14,S001,4,1,644"
  ],
  personal: true,
  key: ["seller_id", "date_trunc('week', connected_on)", "person"],
  columns: {
    connected_on: {
      type: "date",
      required: true,
      description: "Day of the connection, or any day of the week that was counted.",
      aliases: [
        "Connected On",
        "Week",
        "Date",
        "Connecté le",
        "Semaine",
        "Vecka",
        "Woche",
        "Semana",
        "Verbunden am",
        "Conectado el",
        "Conectado em"
      ]
    },
    seller_id: sellerColumn(),
    count: {
      ...countColumn(
        "New connections the row stands for; 1 where there is no such column.",
        "New connections",
        "New contacts",
        "Nouveaux contacts",
        "Nya kontakter",
        "Neue Kontakte",
        "Nuevos contactos",
        "Novos contatos",
        "Novas conexões"
      ),
      fallback: "1"
    },
    in_persona: countColumn(
      "Of these, in the target persona; only for weekly counts.",
      "New in persona",
      "Persona contacts"
    ),
    total: countColumn(
      "Connections in all at the end of the week.",
      "Total connections",
      "Connections",
      "Total des relations",
      "Kontakter totalt",
      "Kontakte gesamt",
      "Total de contactos",
      "Total de conexões"
    ),
    company: {
      type: "text",
      reader: "inner",
      description: "Company of the connection; counted, never published.",
      aliases: ["Company name", "Entreprise", "Företag", "Unternehmen", "Empresa"]
    },
    persona: {
      type: "boolean",
      description:
        "Whether the job title holds one of the keywords of the setting persona; the title is not kept.",
      derived: "in_persona({position})"
    },
    person: {
      type: "text",
      description: "A number that tells one person from another while reading; never published.",
      derived:
        "CASE WHEN {given link} OR {given last_name} THEN person_key({link}, {first_name}, {last_name}) ELSE 'counted' END"
    },
    position: {
      type: "text",
      dropped: true,
      description: "Job title; only the persona flag is kept.",
      aliases: ["Job title", "Poste", "Befattning", "Puesto", "Cargo", "Jobtitel"]
    },
    first_name: {
      type: "text",
      dropped: true,
      description: "Never kept.",
      aliases: ["Prénom", "Förnamn", "Vorname", "Nombre", "Nome"]
    },
    last_name: {
      type: "text",
      dropped: true,
      description: "Never kept.",
      aliases: ["Nom", "Efternamn", "Nachname", "Apellido", "Apellidos", "Apelido", "Sobrenome"]
    },
    link: {
      type: "text",
      dropped: true,
      description: "Link to the profile; never kept.",
      aliases: ["URL", "Profile URL"]
    },
    email: {
      type: "text",
      dropped: true,
      description: "Never kept.",
      aliases: [
        "Email Address",
        "E-mail",
        "Adresse e-mail",
        "E-Mail-Adresse",
        "Correo electrónico",
        "Endereço de e-mail"
      ]
    }
  },
  rejects: [afterAsOf("connected_on", "The connection was made")]
});
