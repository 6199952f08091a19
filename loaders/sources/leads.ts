import {dealSource} from "./deal-source.js";
import {source} from "./define.js";

/** Texts that rules of the lead score look at while leads are read. */
const onlyScored = "looked at for the lead score and never published.";

export default source({
  name: "leads",
  title: "Leads",
  grain: "One row per lead.",
  missing:
    "No leads were given; a lead list with an outcome, named under sources.leads in report.yaml, would fill this part of the report.",
  example: [
    "lead_id,seller_id,created_on,channel,source,stage,score,won,won_on,segment",
    "L-20,S001,2026-03-02,linkedin_invitation,social,Customer,68,yes,2026-06-11,Food",
    "L-21,S002,2026-03-04,web_form,inbound,New,41,no,,Paper"
  ],
  key: ["lead_id"],
  columns: {
    lead_id: {
      type: "text",
      reader: "id",
      required: true,
      description: "The lead's identifier.",
      aliases: [
        "Lead ID",
        "Record ID",
        "Prospect ID",
        "Lead number",
        "Identifiant du prospect",
        "Lead-id",
        "Leadnummer",
        "Lead-Nummer",
        "ID del prospecto",
        "ID do lead"
      ]
    },
    name: {
      type: "text",
      dropped: true,
      description: "The lead's name; never published.",
      aliases: ["Full name", "Lead name"]
    },
    company: {
      type: "text",
      dropped: true,
      description: "The lead's company; never published.",
      aliases: [
        "Company name",
        "Account",
        "Société",
        "Entreprise",
        "Företag",
        "Firma",
        "Unternehmen",
        "Empresa"
      ]
    },
    seller_id: {
      type: "text",
      references: "sellers",
      description: "Who works the lead, as in the roster.",
      aliases: [
        "Owner ID",
        "Lead owner",
        "Contact owner",
        "Seller",
        "Propriétaire",
        "Vendeur",
        "Ägare",
        "Säljare",
        "Besitzer",
        "Verkäufer",
        "Propietario",
        "Vendedor",
        "Proprietário"
      ]
    },
    created_on: {
      type: "date",
      required: true,
      description: "Day of the first contact.",
      aliases: [
        "Created Date",
        "Create Date",
        "First contact",
        "Created on",
        "Date de création",
        "Créé le",
        "Skapad",
        "Erstellt am",
        "Fecha de creación",
        "Data de criação"
      ]
    },
    channel: {
      type: "text",
      reader: "label",
      description: "How the lead came, as written.",
      aliases: ["Lead channel", "Lead Origin", "Channel", "Canal", "Kanal"]
    },
    source: {
      ...dealSource,
      from: "channel",
      values: {
        ...dealSource.values,
        social: [
          ...(dealSource.values?.social ?? []),
          "linkedin_invitation",
          "sales_navigator",
          "social_selling"
        ],
        inbound: [...(dealSource.values?.inbound ?? []), "web_form", "organic_search", "paid_search"],
        outbound: [...(dealSource.values?.outbound ?? []), "list", "purchased list"]
      }
    },
    stage: {
      type: "text",
      reader: "label",
      description:
        "Status or lifecycle stage; customer, converted or won mean won where the file has no such column.",
      aliases: [
        "Status",
        "Lead Status",
        "Lifecycle Stage",
        "Statut",
        "Étape",
        "Steg",
        "Phase",
        "Etapa",
        "Estado"
      ]
    },
    score: {
      type: "number",
      description: "A score given before the outcome; higher is better.",
      aliases: [
        "Lead score",
        "HubSpot Score",
        "Score du prospect",
        "Poäng",
        "Punkte",
        "Puntuación",
        "Pontuação"
      ]
    },
    won: {
      type: "boolean",
      fallback: "coalesce(lower(stage) IN ('customer', 'converted', 'won', 'closed won'), false)",
      description: "Became a customer.",
      aliases: [
        "Converted",
        "Is converted",
        "Converti",
        "Gagné",
        "Konverterad",
        "Vunnen",
        "Konvertiert",
        "Gewonnen",
        "Convertido",
        "Ganado",
        "Ganho"
      ]
    },
    won_on: {
      type: "date",
      description: "Day it became a customer.",
      aliases: [
        "Converted Date",
        "Won date",
        "Conversion date",
        "Converti le",
        "Gagné le",
        "Konverterad den",
        "Konvertiert am",
        "Fecha de conversión",
        "Data de conversão"
      ]
    },
    segment: {
      type: "text",
      reader: "label",
      fallback: "industry",
      description: "Segment; the industry where the file has no such column.",
      aliases: ["Business segment"]
    },
    industry: {
      type: "text",
      reader: "inner",
      description: "Industry.",
      aliases: ["Industry", "Sector", "Branche", "Secteur", "Setor"]
    },
    job_title: {
      type: "text",
      reader: "inner",
      description: `Job title; ${onlyScored}`,
      aliases: ["Title", "Position", "Job", "Poste", "Fonction", "Berufsbezeichnung", "Puesto", "Cargo"]
    },
    headline: {
      type: "text",
      reader: "inner",
      description: `Headline of the profile; ${onlyScored}`,
      aliases: ["Titre", "Profilslogan", "Titular", "Título"]
    },
    summary: {
      type: "text",
      reader: "inner",
      description: `Summary of the profile; ${onlyScored}`,
      aliases: ["About", "Résumé", "Description", "Zusammenfassung", "Resumen", "Resumo"]
    },
    employees: {
      type: "text",
      reader: "inner",
      description: `Number of employees, or a range such as 51-200, of which the lower end is taken; ${onlyScored}`,
      aliases: [
        "Company size",
        "Size",
        "No. of Employees",
        "Number of Employees",
        "Effectif",
        "Mitarbeiterzahl",
        "Unternehmensgröße",
        "Número de empleados",
        "Número de funcionários"
      ]
    },
    location: {
      type: "text",
      reader: "inner",
      description: `Where the lead works; ${onlyScored}`,
      aliases: [
        "City",
        "Country",
        "Region",
        "Lieu",
        "Ort",
        "Standort",
        "Ubicación",
        "Ciudad",
        "Localização",
        "Cidade"
      ]
    },
    legal_form: {
      type: "text",
      reader: "inner",
      description: `Legal form of the company; ${onlyScored}`,
      aliases: [
        "Legal status",
        "Forme juridique",
        "Rechtsform",
        "Bolagsform",
        "Forma jurídica",
        "Natureza jurídica"
      ]
    },
    seniority: {
      type: "text",
      reader: "inner",
      description: `Seniority; ${onlyScored}`,
      aliases: ["Seniority level"]
    }
  },
  rejects: [
    {
      rule: "after_as_of",
      column: "created_on",
      when: "created_on > as_of",
      message:
        "The lead was created after the report's date. Take the row out, or set a later as_of in report.yaml."
    }
  ],
  notes: [
    {
      rule: "won_before_created",
      column: "won_on",
      when: "won and won_on < created_on",
      message: "The lead was won before it was created. It is kept; mend the date at its source."
    },
    {
      rule: "won_after_as_of",
      column: "won_on",
      when: "won and won_on > as_of",
      message: "The lead was won after the report's date, so it counts as not yet won."
    }
  ]
});
