import {preset} from "./define.js";

const basis = "headers of real archives from 2018 to 2026";

export default preset({
  name: "linkedin-archive",
  system: "LinkedIn archive",
  exports: [
    {
      kind: "connections",
      title: "Connections",
      telling: ["Connected On"],
      usual: ["First Name", "Last Name", "URL", "Email Address", "Company", "Position"],
      columns: {
        connected_on: ["Connected On"],
        company: ["Company"],
        position: ["Position"],
        first_name: ["First Name"],
        last_name: ["Last Name"],
        link: ["URL"],
        email: ["Email Address"]
      },
      dateOrder: "mdy",
      verified: true,
      basis,
      caveat:
        "Connections that were removed since are not in the archive, so growth in earlier weeks is a little too low."
    },
    {
      kind: "invitations",
      title: "Invitations",
      telling: ["Sent At", "inviterProfileUrl", "inviteeProfileUrl"],
      usual: ["From", "To", "Message", "Direction"],
      columns: {
        week: ["Sent At"],
        direction: ["Direction"],
        from: ["From"],
        to: ["To"],
        message: ["Message"],
        inviter_link: ["inviterProfileUrl"],
        invitee_link: ["inviteeProfileUrl"]
      },
      dateOrder: "mdy",
      verified: true,
      basis,
      caveat:
        "The archive often holds recent and pending invitations only, and does not tell which were accepted: earlier weeks look too quiet, and there is no acceptance rate."
    },
    {
      kind: "engagement",
      title: "messages",
      telling: ["CONVERSATION ID", "CONVERSATION TITLE", "SENDER PROFILE URL", "RECIPIENT PROFILE URLS"],
      usual: ["FROM", "TO", "DATE", "SUBJECT", "CONTENT", "FOLDER"],
      columns: {happened_on: ["DATE"], sender: ["FROM"], thread: ["CONVERSATION ID"]},
      set: {channel: "linkedin", kind: "message"},
      personal: true,
      verified: true,
      basis,
      caveat:
        "Messages that the seller deleted are missing; drafts count as messages. Those received are told by the sender's name."
    },
    {
      kind: "engagement",
      title: "messages up to 2018",
      telling: [],
      usual: ["From", "To", "Date", "Subject", "Content", "Direction", "Folder"],
      columns: {happened_on: ["Date"], sender: ["From"], thread: ["Subject"], direction: ["Direction"]},
      set: {channel: "linkedin", kind: "message"},
      personal: true,
      verified: true,
      basis
    },
    {
      kind: "engagement",
      title: "Reactions",
      telling: [],
      usual: ["Date", "Type", "Link"],
      columns: {happened_on: ["Date"], thread: ["Link"]},
      set: {channel: "linkedin", kind: "reaction"},
      personal: true,
      verified: true,
      basis
    },
    {
      kind: "engagement",
      title: "Comments",
      telling: [],
      usual: ["Date", "Link", "Message"],
      columns: {happened_on: ["Date"], thread: ["Link"]},
      set: {channel: "linkedin", kind: "comment"},
      personal: true,
      verified: true,
      basis,
      caveat:
        "LinkedIn does not close quotes in comments properly; rows that cannot be told apart are rejected."
    },
    {
      kind: "posts",
      title: "Shares",
      telling: ["ShareLink", "Share Link", "ShareCommentary", "Share Commentary", "SharedUrl", "Shared URL"],
      usual: ["Date", "MediaUrl", "Media URL", "Visibility", "Type", "Share Title", "Share Description"],
      columns: {published_on: ["Date"], link: ["ShareLink", "Share Link"], title: ["Share Title"]},
      set: {platform: "linkedin"},
      verified: true,
      basis,
      caveat: "The archive tells when something was shared, not how often it was seen."
    }
  ]
});
