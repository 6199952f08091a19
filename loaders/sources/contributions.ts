import {afterAsOf, sellerColumn} from "./common-columns.js";
import {source} from "./define.js";

export default source({
  name: "contributions",
  title: "Interviews on signed deals",
  grain: "One row per interviewed seller, deal and decisive moment.",
  missing:
    "No interviews were given; a ledger of interviews on won deals, named under sources.contributions in report.yaml, would fill this section.",
  example: [
    "interview_id,interviewed_on,interviewer,seller_id,deal_id,moment,percent,argument,verbatim",
    "I-1,2026-05-04,Lea Brandt,S001,D-7,found_prospect,40,Met the plant manager through a shared contact,I would not have had her name"
  ],
  key: ["interview_id"],
  columns: {
    interview_id: {
      type: "text",
      reader: "id",
      description: "The entry's identifier; without one, equal rows are all counted.",
      aliases: ["ID", "Interview", "Entretien", "Gespräch", "Entrevista"]
    },
    interviewed_on: {
      type: "date",
      required: true,
      description: "Day of the interview.",
      aliases: ["Date", "Interview date", "Date de l'entretien", "Datum", "Fecha", "Data"]
    },
    interviewer: {
      type: "text",
      dropped: true,
      description: "Who asked; not used.",
      aliases: ["Interviewed by", "Intervieweur", "Entrevistador"]
    },
    seller_id: sellerColumn({
      required: false,
      description: "Who was interviewed; the deal's owner where blank."
    }),
    deal_id: {
      type: "text",
      required: true,
      references: "deals",
      description: "The deal, which must be won.",
      aliases: ["Opportunity ID", "Deal", "Affaire", "Affär", "Verkaufschance", "Oportunidad", "Negócio"]
    },
    moment: {
      type: "category",
      description:
        "The decisive moment: found_account, found_prospect, opened_conversation, new_contacts, anticipated_tender or other.",
      aliases: ["Decisive moment", "Moment décisif", "Entscheidender Moment", "Momento decisivo"],
      otherwise: "other",
      values: {
        found_account: ["found the account", "compte trouvé", "hittade kontot"],
        found_prospect: ["found the prospect", "prospect trouvé", "hittade kunden"],
        opened_conversation: ["opened a conversation", "opened a conversation on a new subject"],
        new_contacts: ["new contacts on the deal", "found new contacts on the deal", "nouveaux contacts"],
        anticipated_tender: ["anticipated a tender", "appel d'offres anticipé"],
        other: ["autre", "annat", "sonstiges", "otro", "outro"]
      }
    },
    percent: {
      type: "number",
      required: true,
      min: 0,
      description: "What social selling contributed to the deal, 0 to 100 and at most the moment's ceiling.",
      aliases: [
        "Percentage",
        "Contribution",
        "Contribution %",
        "Pourcentage",
        "Procent",
        "Prozent",
        "Porcentaje",
        "Porcentagem",
        "Percentual"
      ]
    },
    argument: {
      type: "text",
      reader: "prose",
      description: "Why this percentage; without one the entry is refused.",
      aliases: ["Reason", "Argumentation", "Motivering", "Begründung", "Argumento"]
    },
    verbatim: {
      type: "text",
      reader: "prose",
      description: "The seller's own words.",
      aliases: ["Quote", "Citation", "Citat", "Zitat", "Cita", "Citação"]
    }
  },
  rejects: [afterAsOf("interviewed_on", "The interview was held")],
  lateRejects: [
    {
      rule: "lost_deal",
      column: "deal_id",
      when: "deal_id IN (SELECT d.deal_id FROM accepted.deals d WHERE d.outcome <> 'won' OR d.closed_on > as_of)",
      message:
        "{value} is not won, so it cannot be credited. Take the entry out, or mend the deal at its source."
    },
    {
      rule: "no_argument",
      column: "argument",
      when: "argument IS NULL",
      message: "The percentage has no argument. Write why, or take the entry out."
    },
    {
      rule: "over_100",
      column: "percent",
      when: "percent > 100",
      message: "{value} is more than 100 %. Write a percentage from 0 to 100."
    },
    {
      rule: "over_ceiling",
      column: "percent",
      when: "percent > moment_ceiling(moment)",
      message:
        "{value} is more than the decisive moment allows. Lower it, choose another moment, or raise the ceiling under moments in report.yaml."
    },
    {
      rule: "over_100_in_total",
      column: "percent",
      when: "sum(percent) OVER (PARTITION BY deal_id ORDER BY interviewed_on, _row) > 100",
      message:
        "With {value} the entries on this deal come to more than 100 %; this one and later ones are refused. Agree on the shares."
    }
  ]
});
