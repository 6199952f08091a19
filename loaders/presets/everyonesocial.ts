import {preset} from "./define.js";

export default preset({
  name: "everyonesocial",
  system: "EveryoneSocial",
  exports: [
    {
      kind: "engagement",
      title: "users report",
      telling: ["Onboarded", "Last Active"],
      usual: ["Name", "Type", "Created On", "Reach", "Posts", "Shares", "Clicks"],
      columns: {seller_id: ["Email", "Name"], happened_on: ["Last Active"], count: ["Shares"]},
      set: {channel: "linkedin", kind: "share"},
      verified: true,
      basis: "the vendor's list of report fields; the date format is not known",
      caveat: "The report gives totals without dates: all shares of a person count on the day last active."
    }
  ]
});
