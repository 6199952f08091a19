import {source} from "./define.js";

export default source({
  name: "sellers",
  title: "Roster of sellers",
  grain: "One row per seller.",
  missing:
    "No roster of sellers was given, so nothing can be split by region or team; a file named under sources.sellers in report.yaml would fill it.",
  example: [
    "seller_id,name,email,crm_id,region,team,hired_on,left_on,seat,trained_on",
    "S001,Ada Lind,ada.lind@marrowby.example,005A000001,North,Water,2021-04-01,,yes,2026-02-10",
    "S002,Tom Weir,tom.weir@marrowby.example,005A000002,South,Process,2019-09-16,2026-06-30,no,"
  ],
  key: ["seller_id"],
  unknown: {
    rule: "unknown_seller",
    message: "{value} is not on the roster of sellers. Add the seller to the roster, or mend the name."
  },
  columns: {
    seller_id: {
      type: "text",
      required: true,
      description: "How other files name the seller.",
      aliases: [
        "Seller",
        "Seller ID",
        "User ID",
        "Owner ID",
        "Employee ID",
        "Identifiant",
        "Säljare",
        "Vendeur",
        "Matricule",
        "Anställningsnummer",
        "Personalnummer",
        "Verkäufer",
        "Vendedor",
        "Número de empleado"
      ]
    },
    name: {
      type: "text",
      reader: "name",
      description:
        "Full name, or first and last name in columns of their own. Other files may name the seller by it.",
      aliases: ["Full name", "Seller name", "Nom complet", "Namn", "Vollständiger Name", "Nombre", "Nome"],
      fallback: "nullif(concat_ws(' ', first_name, last_name), '')"
    },
    first_name: {
      type: "text",
      reader: "name",
      description: "First name, where names stand in two columns.",
      aliases: ["Given name", "Prénom", "Förnamn", "Vorname", "Primer nombre", "Primeiro nome"]
    },
    last_name: {
      type: "text",
      reader: "name",
      description: "Last name, where names stand in two columns.",
      aliases: [
        "Surname",
        "Family name",
        "Nom",
        "Nom de famille",
        "Efternamn",
        "Nachname",
        "Apellido",
        "Apellidos",
        "Apelido",
        "Sobrenome"
      ]
    },
    email: {
      type: "text",
      reader: "inner",
      description:
        "E-mail address at work, several separated by semicolons. Other files may name the seller by it; never published.",
      aliases: [
        "E-mail",
        "Email address",
        "Work email",
        "Adresse e-mail",
        "Courriel",
        "E-post",
        "E-postadress",
        "E-Mail-Adresse",
        "Correo electrónico",
        "Endereço de e-mail"
      ]
    },
    crm_id: {
      type: "text",
      reader: "inner",
      description:
        "The seller's identifier in the CRM, several separated by semicolons. Other files may name the seller by it; never published.",
      aliases: [
        "CRM ID",
        "CRM user ID",
        "Salesforce ID",
        "HubSpot owner ID",
        "Identifiant CRM",
        "CRM-id",
        "CRM-Kennung",
        "ID de CRM",
        "ID do CRM"
      ]
    },
    other_ids: {
      type: "text",
      reader: "inner",
      description:
        "Identifiers in further systems, such as a seat of Sales Navigator, separated by semicolons. Other files may name the seller by them; never published.",
      aliases: [
        "Other IDs",
        "Seat ID",
        "seatId",
        "Sales Navigator ID",
        "Autres identifiants",
        "Andra id",
        "Weitere Kennungen",
        "Otros ID",
        "Outros ID"
      ]
    },
    region: {
      type: "text",
      reader: "group",
      description: "Sales region.",
      aliases: [
        "Territory",
        "Région",
        "Country group",
        "Region",
        "Säljregion",
        "Vertriebsregion",
        "Gebiet",
        "Región",
        "Região"
      ]
    },
    team: {
      type: "text",
      reader: "group",
      description: "Team.",
      aliases: ["Sales team", "Équipe", "Group", "Team", "Säljteam", "Abteilung", "Equipo", "Equipe"]
    },
    role: {
      type: "text",
      reader: "withheld",
      description: "Role.",
      aliases: [
        "Job title",
        "Title",
        "Poste",
        "Role",
        "Befattning",
        "Roll",
        "Position",
        "Rolle",
        "Puesto",
        "Cargo"
      ]
    },
    hired_on: {
      type: "date",
      description: "First day on the roster.",
      aliases: [
        "Hired",
        "Start date",
        "Joined on",
        "Date d'embauche",
        "Anställd",
        "Eintritt",
        "Eintrittsdatum",
        "Fecha de alta",
        "Data de admissão"
      ]
    },
    left_on: {
      type: "date",
      description: "Last day on the roster; blank while still there.",
      aliases: [
        "Left",
        "End date",
        "Date de départ",
        "Slutade",
        "Austritt",
        "Austrittsdatum",
        "Fecha de baja",
        "Data de saída"
      ]
    },
    seat: {
      type: "boolean",
      description: "Holds a Sales Navigator seat.",
      aliases: [
        "Licence",
        "License",
        "Sales Navigator seat",
        "Siège",
        "Plats",
        "Lizenz",
        "Licencia",
        "Licença"
      ]
    },
    trained_on: {
      type: "date",
      description: "Day of the first social selling training.",
      aliases: [
        "Trained",
        "Training date",
        "Date de formation",
        "Formé le",
        "Utbildad",
        "Geschult am",
        "Fecha de formación",
        "Data de formação"
      ]
    }
  }
});
