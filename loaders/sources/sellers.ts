import {source} from "./define.js";

export default source({
  name: "sellers",
  title: "Roster of sellers",
  grain: "One row per seller.",
  missing:
    "No roster of sellers was given, so nothing can be split by region or team; a file named under sources.sellers in report.yaml would fill it.",
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
      aliases: ["Seller", "Seller ID", "User ID", "Owner ID", "Employee ID", "Identifiant", "Säljare"]
    },
    name: {type: "text", reader: "name", description: "Full name.", aliases: ["Full name", "Nom", "Namn"]},
    email: {
      type: "text",
      dropped: true,
      description: "E-mail address at work; never published.",
      aliases: ["E-mail", "Email address"]
    },
    region: {
      type: "text",
      reader: "group",
      description: "Sales region.",
      aliases: ["Territory", "Région", "Country group"]
    },
    team: {type: "text", reader: "group", description: "Team.", aliases: ["Sales team", "Équipe", "Group"]},
    role: {type: "text", reader: "withheld", description: "Role.", aliases: ["Job title", "Title", "Poste"]},
    hired_on: {
      type: "date",
      description: "First day on the roster.",
      aliases: ["Hired", "Start date", "Joined on"]
    },
    left_on: {
      type: "date",
      description: "Last day on the roster; blank while still there.",
      aliases: ["Left", "End date"]
    },
    seat: {
      type: "boolean",
      description: "Holds a Sales Navigator seat.",
      aliases: ["Licence", "License", "Sales Navigator seat"]
    },
    trained_on: {
      type: "date",
      description: "Day of the first social selling training.",
      aliases: ["Trained", "Training date"]
    }
  }
});
