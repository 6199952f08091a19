import {preset} from "./define.js";

export default preset({
  name: "pipedrive",
  system: "Pipedrive",
  exports: [
    {
      kind: "deals",
      title: "deals",
      telling: [
        "Deal - Title",
        "Deal - Value",
        "Deal - Currency of value",
        "Deal - Status",
        "Deal - Won time",
        "Deal - Creation date"
      ],
      usual: [
        "Organization",
        "Contact person",
        "Deal - Owner",
        "Deal - Stage",
        "Deal - Lost time",
        "Deal - Lost reason"
      ],
      columns: {
        deal_id: ["Deal - ID"],
        name: ["Deal - Title"],
        seller_id: ["Deal - Owner"],
        account: ["Organization", "Deal - Organization"],
        amount: ["Deal - Value"],
        currency: ["Deal - Currency of value"],
        stage: ["Deal - Status"],
        created_on: ["Deal - Deal created", "Deal - Creation date"],
        closed_on: ["Deal - Deal closed on"],
        won_on: ["Deal - Won time"],
        lost_on: ["Deal - Lost time"],
        source: ["Deal - Source channel", "Lead - Source channel", "Deal - Source origin"],
        segment: ["Deal - Label"]
      },
      verified: true,
      basis: "headers of real exports",
      caveat: "Add Deal - ID to the columns of the export: two deals may have the same title."
    }
  ]
});
