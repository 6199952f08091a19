import {dealSource} from "./deal-source.js";
import {source} from "./define.js";

export default source({
  name: "deals",
  title: "Deals",
  grain: "One row per deal.",
  missing:
    "No deals were given; an export of opportunities from the CRM, named under sources.deals in report.yaml, would fill this part of the report.",
  example: [
    "deal_id,seller_id,created_on,closed_on,stage,amount,currency,source,segment,product",
    "D-7,S001,2026-01-12,2026-04-28,Won,31900.00,EUR,LinkedIn,Food,Pump 3",
    'D-8,"Weir, Tom",2026-06-02,,Negotiation,12000.00,EUR,Trade fair,Paper,Pump 5'
  ],
  key: ["deal_id"],
  unknown: {
    rule: "unknown_deal",
    message:
      "{value} is no deal that this report could read. Add the deal to the export, or mend the identifier."
  },
  columns: {
    deal_id: {
      type: "text",
      reader: "id",
      required: true,
      description: "The deal's identifier.",
      aliases: [
        "Opportunity ID",
        "Deal ID",
        "Record ID",
        "ID",
        "Identifiant",
        "Opportunity number",
        "Deal number",
        "Numéro d'affaire",
        "ID de l'opportunité",
        "Affärs-id",
        "Affärsnummer",
        "Verkaufschance-ID",
        "Vorgangsnummer",
        "Projektnummer",
        "ID de oportunidad",
        "ID do negócio"
      ]
    },
    name: {
      type: "text",
      dropped: true,
      description: "The deal's name; never published.",
      aliases: [
        "Opportunity Name",
        "Deal Name",
        "Deal - Title",
        "Topic",
        "Affaire",
        "Opportunité",
        "Nom de l'affaire",
        "Affärsnamn",
        "Bezeichnung",
        "Verkaufschance",
        "Oportunidad",
        "Nombre del negocio",
        "Negócio",
        "Nome do negócio"
      ]
    },
    seller_id: {
      type: "text",
      references: "sellers",
      description: "Who owns the deal, as in the roster.",
      aliases: [
        "Owner ID",
        "Seller",
        "Deal owner",
        "Deal - Owner",
        "Propriétaire",
        "Opportunity owner",
        "Sales rep",
        "Vendeur",
        "Commercial",
        "Responsable",
        "Säljare",
        "Ägare",
        "Ansvarig säljare",
        "Verkäufer",
        "Betreuer",
        "Besitzer",
        "Inhaber",
        "Vendedor",
        "Propietario",
        "Comercial",
        "Proprietário",
        "Responsável"
      ]
    },
    account: {
      type: "text",
      dropped: true,
      description: "The customer; never published.",
      aliases: [
        "Account Name",
        "Account",
        "Organization",
        "Associated Company",
        "Compte",
        "Customer",
        "Company",
        "Client",
        "Société",
        "Kund",
        "Företag",
        "Konto",
        "Kunde",
        "Firma",
        "Cuenta",
        "Cliente",
        "Empresa",
        "Conta"
      ]
    },
    amount: {
      type: "number",
      description: "Value in the deal's currency; blank when not known.",
      aliases: [
        "Amount (converted)",
        "Deal - Value",
        "Est. revenue",
        "Montant",
        "Belopp",
        "Betrag",
        "Amount",
        "Deal value",
        "Value",
        "Revenue",
        "Chiffre d'affaires",
        "Valeur",
        "Värde",
        "Ordervärde",
        "Affärsvärde",
        "Umsatz",
        "Wert",
        "Auftragswert",
        "Importe",
        "Valor",
        "Cantidad",
        "Montante",
        "Receita"
      ]
    },
    currency: {
      type: "text",
      reader: "inner",
      description:
        "Currency of the amount, as three letters; without it the sign or code beside the amount counts, and without that the report's. Others are converted by the setting rates.",
      fallback: "written_currency(amount_sign)",
      aliases: [
        "Currency of value",
        "Deal - Currency of value",
        "Amount Currency",
        "Devise",
        "Valuta",
        "Monnaie",
        "Währung",
        "Moneda",
        "Divisa",
        "Moeda"
      ]
    },
    amount_sign: {
      type: "text",
      description: "Sign or code of a currency beside the digits of the amount, such as $ or GBP.",
      derived: "money_sign({amount})"
    },
    stage: {
      type: "text",
      reader: "label",
      description: "Stage, as written.",
      aliases: [
        "Stage Name",
        "Deal Stage",
        "Deal - Status",
        "Status",
        "Étape",
        "Statut",
        "Phase",
        "Steg",
        "Säljsteg",
        "Fas",
        "Verkaufsphase",
        "Stufe",
        "Etapa",
        "Fase",
        "Estado",
        "Estágio"
      ]
    },
    outcome: {
      type: "category",
      description: "open, won or lost; read from the stage where the file has no such column.",
      aliases: ["Result", "Résultat", "Outcome", "Utfall", "Resultat", "Ergebnis", "Resultado"],
      from: "stage",
      fallback: "CASE WHEN is_won THEN 'won' WHEN is_closed THEN 'lost' WHEN NOT is_closed THEN 'open' END",
      otherwise: "open",
      noteUnlisted: false,
      values: {
        won: [
          "won",
          "closed won",
          "closedwon",
          "closed-won",
          "gagné",
          "gagnée",
          "vunnen",
          "gewonnen",
          "ganada"
        ],
        lost: [
          "lost",
          "closed lost",
          "closedlost",
          "closed-lost",
          "perdu",
          "perdue",
          "förlorad",
          "verloren",
          "perdida"
        ],
        open: ["open", "en cours", "öppen", "offen", "abierta"]
      }
    },
    is_won: {
      type: "boolean",
      description: "Where won deals are marked by a flag instead of an outcome.",
      aliases: ["IsWon"]
    },
    is_closed: {
      type: "boolean",
      description: "Where closed deals are marked by a flag instead of an outcome.",
      aliases: ["IsClosed"]
    },
    created_on: {
      type: "date",
      required: true,
      description: "Day the deal was created.",
      aliases: [
        "Created Date",
        "Create Date",
        "Created",
        "Deal - Creation date",
        "Date de création",
        "Created on",
        "Opened on",
        "Créé le",
        "Date de creation",
        "Skapad",
        "Skapad den",
        "Skapat datum",
        "Erstellt am",
        "Erstellungsdatum",
        "Angelegt am",
        "Fecha de creación",
        "Creado el",
        "Data de criação",
        "Criado em"
      ]
    },
    closed_on: {
      type: "date",
      description: "Day the deal was won or lost; the expected day of an open deal is not used.",
      aliases: [
        "Close Date",
        "Closed",
        "Closed date",
        "Date de clôture",
        "Closed on",
        "Closing date",
        "Clôturé le",
        "Stängd",
        "Avslutsdatum",
        "Stängningsdatum",
        "Abschlussdatum",
        "Geschlossen am",
        "Abschlusstag",
        "Fecha de cierre",
        "Cerrado el",
        "Data de fechamento",
        "Fechado em"
      ],
      fallback: "coalesce(won_on, lost_on)"
    },
    won_on: {
      type: "date",
      description: "Day the deal was won, where won and lost deals have a column each.",
      aliases: ["Won time", "Won date", "Gagné le", "Vunnen den", "Gewonnen am", "Ganada el", "Ganho em"]
    },
    lost_on: {
      type: "date",
      description: "Day the deal was lost, where won and lost deals have a column each.",
      aliases: [
        "Lost time",
        "Lost date",
        "Perdu le",
        "Förlorad den",
        "Verloren am",
        "Perdida el",
        "Perdido em"
      ]
    },
    source: dealSource,
    segment: {
      type: "text",
      reader: "label",
      description: "Customer segment.",
      aliases: [
        "Type",
        "Customer segment",
        "Industry",
        "Segmento",
        "Kundsegment",
        "Kundensegment",
        "Branche",
        "Sparte",
        "Bransch",
        "Secteur",
        "Sector",
        "Setor"
      ]
    },
    product: {
      type: "text",
      reader: "label",
      description: "What was sold.",
      aliases: [
        "Product Name",
        "Produit",
        "Produkt",
        "Producto",
        "Produto",
        "Product",
        "Product line",
        "Gamme",
        "Produktlinje",
        "Produktlinie"
      ]
    }
  },
  rejects: [
    {
      rule: "contradicting_currency",
      column: "amount",
      when: "amount is not null and currency is not null and amount_sign is not null and not list_contains(sign_currencies(amount_sign), upper(currency))",
      value: "amount_sign",
      message:
        "The amount is written with {value}, which is not the currency that the row gives. Mend one of the two at its source."
    },
    {
      rule: "unclear_currency",
      column: "amount",
      when: "amount is not null and currency is null and amount_sign is not null",
      value: "amount_sign",
      message:
        "{value} beside the amount does not say which currency it is. Write three letters such as USD in its place, or say so in report.yaml: currency: USD for the report, set: {currency: USD} for the file."
    },
    {
      rule: "other_currency",
      column: "currency",
      when: "amount is not null and upper(currency) <> report_currency and not has_rates(currency)",
      message:
        "The amount is in {value}, not in the report's currency. Give its rates in report.yaml, e.g. rates: {USD: {2026-01-01: 0.92}}, or convert it in the export."
    },
    {
      rule: "after_as_of",
      column: "created_on",
      when: "created_on > as_of",
      message:
        "The deal was created after the report's date. Take the row out, or set a later as_of in report.yaml."
    }
  ],
  lateRejects: [
    {
      rule: "no_rate",
      column: "currency",
      when: "amount is not null and exchange_rate(currency, deal_day(outcome, created_on, closed_on)) is null",
      message:
        "There is no rate for {value} on the deal's day. Add one from an earlier day on under rates in report.yaml."
    }
  ],
  notes: [
    {
      rule: "closed_before_created",
      column: "closed_on",
      when: "outcome <> 'open' and closed_on < created_on",
      message: "The deal was closed before it was created. It is kept; mend the date at its source."
    },
    {
      rule: "won_without_date",
      column: "closed_on",
      when: "outcome <> 'open' and closed_on is null",
      message: "The deal is closed but has no close date. It counts in cohorts, but in no period of closing."
    },
    {
      rule: "closed_after_as_of",
      column: "closed_on",
      when: "outcome <> 'open' and closed_on > as_of",
      message: "The deal was closed after the report's date, so it counts as open."
    },
    {
      rule: "no_owner",
      column: "seller_id",
      when: "seller_id is null",
      message: "The deal has no owner. It counts in totals, but in no region, team or seller."
    },
    {
      rule: "negative_amount",
      column: "amount",
      when: "amount < 0",
      message: "The amount is negative. It is kept and lowers the sums; check the row at its source."
    }
  ]
});
