import {preset} from "./define.js";

export default preset({
  name: "teams-attendance",
  system: "Microsoft Teams",
  exports: [
    {
      kind: "training",
      title: "attendance report",
      telling: ["First Join", "Last Leave", "In-Meeting Duration", "Participant ID (UPN)"],
      usual: ["Name", "Email", "Role"],
      columns: {
        session: ["Meeting title"],
        held_on: ["First Join", "Start time"],
        seller_id: ["Email", "Participant ID (UPN)"],
        name: ["Name"],
        role: ["Role"]
      },
      verified: true,
      basis: "headers of real English reports; they are written in the organiser's language",
      caveat: "A report lists who came, not who was invited: whoever is not listed counts as not invited."
    }
  ]
});
