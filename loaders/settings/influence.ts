import {z} from "zod";
import {quoteText} from "../sql.js";
import {section} from "./define.js";

const standard = {
  lookback_days: 90,
  social_channels: [
    "linkedin",
    "x",
    "twitter",
    "facebook",
    "instagram",
    "xing",
    "youtube",
    "tiktok",
    "social"
  ]
};

/** Which touches may have helped a deal along: their channels, and how long before the deal's creation. */
export const influence = section({
  schema: z
    .strictObject({
      lookback_days: z.int().min(0).max(3650).default(standard.lookback_days),
      social_channels: z.array(z.string().trim().min(1)).min(1).default(standard.social_channels)
    })
    .default(standard),
  expected: "settings of influence, e.g. {lookback_days: 90}",
  keys: {
    lookback_days: "a whole number of days from 0 to 3650",
    social_channels: "a list of channels of touches, e.g. [linkedin, x]"
  },
  tables: ({lookback_days, social_channels}) => {
    const channels = social_channels.map((channel) => quoteText(channel.toLowerCase())).join(", ");
    return `CREATE TABLE influence AS
      SELECT ${lookback_days} AS lookback_days, CAST([${channels}] AS VARCHAR[]) AS social_channels;`;
  }
});
