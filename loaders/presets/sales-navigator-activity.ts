import {preset} from "./define.js";

export default preset({
  name: "sales-navigator-activity",
  system: "Sales Navigator",
  exports: [
    {
      kind: "engagement",
      title: "activity export of Analytics Services",
      telling: ["activityId", "activityType", "seatId", "memberIdentityKey"],
      usual: ["createdAt"],
      columns: {
        event_id: ["activityId"],
        happened_on: ["createdAt"],
        seller_id: ["seatId"],
        kind: ["activityType"]
      },
      set: {channel: "linkedin"},
      values: {
        kind: {
          PROFILE_VIEWED: "profile_view",
          INMAIL_SENT: "inmail",
          MESSAGE_SENT: "message",
          CONNECTION_MADE: "connection",
          SAVED_LEAD: "saved_lead",
          SAVED_ACCOUNT: "saved_account",
          SEARCH_PERFORMED: "search"
        }
      },
      dateOrder: "mdy",
      verified: true,
      basis: "the published schema of the export",
      caveat: "Seats are identifiers of Sales Navigator: give the roster them as crm_id."
    }
  ]
});
