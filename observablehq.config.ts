import {join} from "node:path";
import {isAudience} from "./loaders/audience/audience.js";
import {environment} from "./loaders/site/environment.js";
import {fontHead} from "./loaders/site/fonts.js";
import {listPages} from "./loaders/site/pages.js";

const named = process.env[environment.audience];
const pages = listPages(join(process.cwd(), "src"), isAudience(named) ? named : "leadership");

export default {
  title: process.env[environment.title] ?? "Social selling report",
  root: "src",
  output: process.env[environment.out] ?? "dist",
  pages,
  style: "style.css",
  // Without the implicit Inputs import Framework leaves the style sheet of the controls out.
  globalStylesheets: ["observablehq:stdlib/inputs.css"],
  head: ({path}: {path: string}) =>
    `<link rel="icon" type="image/svg+xml" href="/favicon.svg">\n${fontHead(path)}`,
  footer: footer(),
  toc: false,
  search: false,
  pager: false,
  interpreters: {".ts": ["node", "--import", "tsx"]}
};

function footer(): string {
  const has = (path: string) => pages.some((page) => page.path === path);
  const links = [
    has("/quality") && `<a href="/quality">What went into the figures</a>`,
    has("/method") && `<a href="/method">How they are computed</a>`
  ];
  return links.filter(Boolean).join(" · ");
}
