import {preset} from "./define.js";

export default preset({
  name: "linkedin-page",
  system: "LinkedIn page",
  exports: [
    {
      kind: "posts",
      title: "content, sheet All posts",
      telling: ["Post title", "Post link", "Post type", "Offsite Views", "Click through rate (CTR)"],
      usual: [
        "Campaign name",
        "Posted by",
        "Created date",
        "Audience",
        "Impressions",
        "Views",
        "Clicks",
        "Likes",
        "Comments",
        "Reposts",
        "Follows",
        "Engagement rate",
        "Content Type"
      ],
      columns: {
        published_on: ["Created date"],
        title: ["Post title"],
        link: ["Post link"],
        content_type: ["Content Type", "Post type"],
        posted_by: ["Posted by"],
        impressions: ["Impressions"],
        likes: ["Likes"],
        comments: ["Comments"],
        shares: ["Reposts", "Shares"],
        clicks: ["Clicks"]
      },
      set: {platform: "linkedin"},
      dateOrder: "mdy",
      verified: true,
      basis: "headers of real English exports; other languages need columns in report.yaml",
      caveat: "Posts of the company's page belong to no seller."
    }
  ]
});
