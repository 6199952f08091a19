import {preset} from "./define.js";

/** HubSpot's own sources; a "referral" is a visit from another website there, not a recommendation. */
const source = {
  "Organic Search": "inbound",
  "Paid Search": "inbound",
  "Direct Traffic": "inbound",
  Referrals: "inbound",
  "AI Referrals": "inbound",
  "Organic Social": "social",
  "Paid Social": "social",
  "Social Media": "social",
  "Email Marketing": "outbound",
  "Other Campaigns": "other",
  "Offline Sources": "unknown"
};

export default preset({
  name: "hubspot",
  system: "HubSpot",
  exports: [
    {
      kind: "deals",
      title: "deals",
      telling: ["Deal Name", "Deal Stage", "Deal owner", "Original Traffic Source", "Likelihood to close"],
      usual: [
        "Record ID",
        "Amount",
        "Close Date",
        "Create Date",
        "Last Activity Date",
        "Pipeline",
        "Associated Company"
      ],
      columns: {
        deal_id: ["Record ID", "Deal ID"],
        name: ["Deal Name"],
        seller_id: ["Deal owner"],
        account: ["Associated Company", "Associated Company (Primary)"],
        amount: ["Amount in company currency", "Amount"],
        currency: ["Company currency", "Currency"],
        stage: ["Deal Stage"],
        created_on: ["Create Date"],
        closed_on: ["Close Date"],
        source: ["Original Traffic Source", "Original Source"],
        segment: ["Deal Type"]
      },
      values: {source},
      verified: true,
      basis: "headers of real exports",
      caveat: "HubSpot fills the close date of open deals, too; it is used for closed ones only."
    },
    {
      kind: "leads",
      title: "contacts",
      telling: [
        "Lifecycle Stage",
        "Original Traffic Source",
        "Original Traffic Source Drill-Down 1",
        "HubSpot Score"
      ],
      usual: ["Record ID", "First Name", "Last Name", "Email", "Company Name", "Lead Status", "Create Date"],
      columns: {
        lead_id: ["Record ID"],
        seller_id: ["Contact owner"],
        company: ["Company Name", "Associated Company"],
        created_on: ["Create Date"],
        channel: ["Original Traffic Source", "Original Source"],
        source: ["Original Traffic Source", "Original Source"],
        stage: ["Lifecycle Stage"],
        score: ["HubSpot Score"],
        won_on: ["Became a Customer Date"],
        segment: ["Industry"]
      },
      values: {source},
      verified: true,
      basis: "headers of real exports; the score's header from memory",
      caveat:
        "A lifecycle stage of Customer counts as won; a contact that was made a customer by hand counts, too."
    }
  ]
});
