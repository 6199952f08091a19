import {AS_OF, START, iso} from "./calendar.js";
import type {Cell, ExportFolder} from "./export-file.js";
import type {Random} from "../../src/stats/random.js";
import {sellerAt, type Seller} from "./sellers.js";

const POSTS_AT_SCALE_1 = 3000;
const HEADER =
  "post_id,published_on,seller_id,platform,content_type,title,impressions,likes,comments,shares,saves,clicks,response_minutes".split(
    ","
  );

/** Writes the sellers' posts, in order of day. Busy sellers post more often. */
export function writePosts(
  folder: ExportFolder,
  random: Random,
  sellers: readonly Seller[],
  scale: number
): void {
  const count = Math.max(30, Math.round(POSTS_AT_SCALE_1 * scale));
  folder.write("posts.csv", HEADER, posts(random, sellers, count));
}

function* posts(random: Random, sellers: readonly Seller[], count: number): Generator<Cell[]> {
  for (let number = 0; number < count; number++) {
    const day = START + Math.floor((number * (AS_OF - START + 1)) / count);
    yield [
      `P${String(number + 1).padStart(5, "0")}`,
      iso(day),
      ...post(random, poster(random, sellers, day))
    ];
  }
}

function poster(random: Random, sellers: readonly Seller[], day: number): Seller {
  const [one, other] = [sellerAt(random, sellers, day), sellerAt(random, sellers, day)];
  return one.drive > other.drive ? one : other;
}

/** Mean impressions, and the chance that a reader acts, by platform and type. */
const REACH = {linkedin: 900, x: 350, facebook: 200, instagram: 260};
const ACTING = {text: 0.021, image: 0.027, video: 0.032, article: 0.018, poll: 0.041, document: 0.036};

function post(random: Random, seller: Seller): Cell[] {
  const platform = random.weighted({linkedin: 78, x: 14, facebook: 4, instagram: 4});
  const type = random.weighted({text: 24, image: 30, video: 12, article: 18, poll: 6, document: 10});
  const impressions = Math.round(random.skewed(REACH[platform], 0.8) * Math.sqrt(seller.drive));
  const [likes, comments, shares, saves] = [0.72, 0.14, 0.08, 0.06].map((part) =>
    random.successes(impressions, ACTING[type] * part)
  ) as [number, number, number, number];
  const clicks = random.successes(impressions, type === "article" || type === "document" ? 0.018 : 0.006);
  const response = comments > 0 && random.chance(0.8) ? Math.round(random.skewed(95, 1.1)) : "";
  return [
    seller.id,
    platform,
    type,
    title(random),
    impressions,
    likes,
    comments,
    shares,
    saves,
    clicks,
    response
  ];
}

function title(random: Random): string {
  const subject = random.pick(SUBJECTS);
  return random.pick(TITLES)(subject);
}

const SUBJECTS = [
  "flow meters",
  "calibration days",
  "our lab in Göteborg",
  "drift, dirt and doubt",
  "the Lyon trade fair",
  "hygienic design",
  "les capteurs intelligents",
  "water losses"
];

const TITLES: readonly ((subject: string) => string)[] = [
  (subject) => `What we learned about ${subject}`,
  (subject) => `Three questions on ${subject}`,
  (subject) => `${subject}: a customer's story`,
  (subject) => `Why "${subject}" matters`,
  (subject) => `À propos : ${subject}`,
  (subject) => `📣 ${subject}`
];
