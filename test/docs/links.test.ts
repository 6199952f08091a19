import {existsSync, readFileSync} from "node:fs";
import {dirname, join, relative, resolve} from "node:path";
import {fileURLToPath} from "node:url";
import {globSync} from "tinyglobby";
import {describe, expect, it} from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const files = globSync(["*.md", "docs/**/*.md", "data/*.md"], {cwd: root, absolute: true}).sort();

describe("links of the documentation", () => {
  it.each(files.map((file) => relative(root, file)))("lead somewhere: %s", (name) => {
    const file = join(root, name);
    expect(targets(file).filter((target) => !leadsSomewhere(file, target))).toEqual([]);
  });

  it("are found where they are wrong", () => {
    const readme = join(root, "README.md");
    expect(leadsSomewhere(readme, "docs/settings.md#min_n")).toBe(true);
    expect(leadsSomewhere(readme, "docs/settings.md#no-such-heading")).toBe(false);
    expect(leadsSomewhere(readme, "docs/no-such-file.md")).toBe(false);
    expect(targets(readme)).toContain("docs/images/overview.png");
  });

  it("reach every document from the README", () => {
    const reached = new Set<string>();
    const follow = (file: string): void => {
      if (reached.has(file)) return;
      reached.add(file);
      for (const target of targets(file)) {
        const next = resolve(dirname(file), target.split("#")[0] ?? "");
        if (next.endsWith(".md")) follow(next);
      }
    };
    follow(join(root, "README.md"));
    const documents = files.filter((file) => relative(root, file).startsWith("docs"));
    expect(documents.filter((file) => !reached.has(file))).toEqual([]);
  });
});

/** Relative targets of links and images, code left out. */
function targets(file: string): string[] {
  const prose = withoutFences(readFileSync(file, "utf8")).replace(/`[^`\n]*`/g, "code");
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = ""]) => target)
    .filter((target) => !/^[a-z]+:/.test(target));
}

function leadsSomewhere(file: string, target: string): boolean {
  const [path = "", anchor] = target.split("#");
  const wanted = path === "" ? file : resolve(dirname(file), path);
  if (!existsSync(wanted)) return false;
  return anchor === undefined || anchors(wanted).has(anchor);
}

/** The anchors that a host such as GitHub gives to headings. */
function anchors(file: string): Set<string> {
  const headings = withoutFences(readFileSync(file, "utf8")).matchAll(/^#+ +(.*)$/gm);
  return new Set(
    [...headings].map(([, text = ""]) =>
      text
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, "")
        .replaceAll(" ", "-")
    )
  );
}

function withoutFences(markdown: string): string {
  return markdown.replace(/^(`{3,})[^]*?^\1 *$/gm, "");
}
