import {preset} from "./define.js";

export default preset({
  name: "dynamics365",
  system: "Dynamics 365",
  exports: [
    {
      kind: "deals",
      title: "opportunities view",
      telling: ["(Do Not Modify) Opportunity", "(Do Not Modify) Row Checksum", "(Do Not Modify) Modified On"],
      usual: [
        "Topic",
        "Account",
        "Status",
        "Status Reason",
        "Rating",
        "Probability",
        "Est. revenue",
        "Est. close date",
        "Close Date",
        "Pipeline Phase",
        "Created On"
      ],
      columns: {
        deal_id: ["(Do Not Modify) Opportunity"],
        name: ["Topic"],
        seller_id: ["Owner"],
        account: ["Account", "Potential Customer"],
        amount: ["Actual Revenue", "Est. revenue", "Est. Revenue"],
        currency: ["Currency"],
        stage: ["Status"],
        created_on: ["Created On"],
        closed_on: ["Actual Close Date", "Close Date"],
        source: ["Source Campaign", "Lead Source"],
        segment: ["Opportunity Type"]
      },
      verified: true,
      basis:
        "header of a real export; owner, created date and source have to be added to the view and are from memory",
      caveat: "Add Created On and Owner to the view before exporting: the standard view has neither."
    }
  ]
});
