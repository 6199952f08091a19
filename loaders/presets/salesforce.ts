import {preset} from "./define.js";

const source = {
  "Phone Inquiry": "inbound",
  "Public Relations": "inbound",
  Advertisement: "inbound",
  "Purchased List": "outbound",
  "Employee Referral": "referral",
  "External Referral": "referral",
  "Word of mouth": "referral",
  "Partner Referral": "partner",
  "Seminar - Partner": "partner",
  "Seminar - Internal": "event"
};

export default preset({
  name: "salesforce",
  system: "Salesforce",
  exports: [
    {
      kind: "deals",
      title: "opportunities report",
      telling: [
        "Opportunity Name",
        "Opportunity Owner",
        "Opportunity ID",
        "Probability (%)",
        "Fiscal Period"
      ],
      usual: [
        "Account Name",
        "Stage",
        "Amount",
        "Close Date",
        "Created Date",
        "Lead Source",
        "Next Step",
        "Type"
      ],
      columns: {
        deal_id: ["Opportunity ID", "18 Digit Opportunity ID", "Opportunity: ID"],
        name: ["Opportunity Name"],
        seller_id: ["Owner ID", "Opportunity Owner: ID", "Opportunity Owner Email", "Opportunity Owner"],
        account: ["Account Name"],
        amount: ["Amount (converted)", "Amount"],
        currency: ["Amount (converted) Currency", "Amount Currency", "Opportunity Currency"],
        stage: ["Stage"],
        created_on: ["Created Date"],
        closed_on: ["Close Date"],
        source: ["Lead Source"],
        segment: ["Type"]
      },
      values: {source},
      verified: false,
      basis: "labels of standard report columns, from memory; footers and encodings from real files",
      caveat:
        "Expected close dates of open opportunities stand in the same column as real ones; they are not used."
    },
    {
      kind: "deals",
      title: "opportunities by field name",
      telling: ["stage_name", "StageName", "is_won", "IsWon", "lead_source", "LeadSource"],
      usual: [
        "id",
        "account_id",
        "AccountId",
        "owner_id",
        "OwnerId",
        "name",
        "amount",
        "created_date",
        "CreatedDate",
        "close_date",
        "CloseDate",
        "is_closed",
        "IsClosed",
        "probability",
        "campaign_id",
        "next_step",
        "type"
      ],
      columns: {
        deal_id: ["id"],
        name: ["name"],
        seller_id: ["owner_id", "OwnerId"],
        account: ["account_id", "AccountId"],
        amount: ["amount"],
        currency: ["currency_iso_code", "CurrencyIsoCode"],
        stage: ["stage_name", "StageName"],
        is_won: ["is_won", "IsWon"],
        is_closed: ["is_closed", "IsClosed"],
        created_on: ["created_date", "CreatedDate"],
        closed_on: ["close_date", "CloseDate"],
        source: ["lead_source", "LeadSource"],
        segment: ["type"]
      },
      values: {source},
      verified: true,
      basis: "field names in a public connector's test data",
      caveat: "Owners are identifiers of Salesforce: give the roster a crm_id."
    },
    {
      kind: "leads",
      title: "leads report",
      telling: ["Lead Owner", "Lead Status", "Company / Account", "Lead ID"],
      usual: [
        "First Name",
        "Last Name",
        "Lead Source",
        "Created Date",
        "Converted",
        "Converted Date",
        "Rating",
        "Email"
      ],
      columns: {
        lead_id: ["Lead ID"],
        seller_id: ["Owner ID", "Lead Owner"],
        company: ["Company / Account"],
        created_on: ["Created Date", "Create Date"],
        channel: ["Lead Source"],
        source: ["Lead Source"],
        stage: ["Lead Status"],
        won: ["Converted"],
        won_on: ["Converted Date"],
        segment: ["Industry"]
      },
      values: {source},
      verified: false,
      basis: "labels of standard report columns, from memory"
    }
  ]
});
