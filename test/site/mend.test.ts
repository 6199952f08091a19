import {createHash} from "node:crypto";
import {describe, expect, test} from "vitest";
import {contentSecurityPolicy, mendPage} from "../../loaders/site/mend.js";

const page = `<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, maximum-scale=1">
<title>A &lt; B</title>
<link rel="preload external" as="font" href="./a.woff2">
<script type="module">

import {define} from "./client.js";
define({id: "1", body: () => "</scr" + "ipt>" && 1 < 2});

</script>
</head>
<body>
<input id="observablehq-sidebar-toggle" type="checkbox" title="Toggle sidebar">
<nav id="observablehq-sidebar">
  <ol>
    <label id="observablehq-sidebar-close" for="observablehq-sidebar-toggle"></label>
    <li><a href="./">Home</a></li>
  </ol>
</nav>
<script>{const a = 1;}</script>
<main id="observablehq-main">
<p><observablehq-loading></observablehq-loading><!--:1b16b1df:--> bars &amp; more</p>
</main>
</body>
</html>
`;

describe("mendPage", () => {
  const mended = mendPage(page);

  test("states the language", () => expect(mended).toContain('<html lang="en">'));

  test("lets the reader zoom", () => {
    expect(mended).toContain('<meta name="viewport" content="width=device-width, initial-scale=1">');
  });

  test("makes a preload of what Framework was told to leave alone", () => {
    expect(mended).toContain('<link rel="preload" as="font" href="./a.woff2">');
  });

  test("puts the policy before anything that it is about", () => {
    expect(mended.indexOf("Content-Security-Policy")).toBeGreaterThan(mended.indexOf("charset"));
    expect(mended.indexOf("Content-Security-Policy")).toBeLessThan(mended.indexOf("<link"));
  });

  test("allows the inline scripts of the page, as they stand in it, and no others", () => {
    for (const script of scriptsOf(page))
      expect(mended).toContain(`<script${script.opening}>${script.code}</script>`);
    const hashes = scriptsOf(page).map(({code}) => `'sha256-${sha256(code)}'`);
    expect(/script-src ([^;]*)/.exec(mended)?.[1]).toBe(`'self' 'wasm-unsafe-eval' ${hashes.join(" ")}`);
  });

  test("keeps the marks of the cells", () => expect(mended).toContain("<!--:1b16b1df:--> bars &amp; more"));

  test("names the controls of the sidebar, and puts list items into its list", () => {
    expect(mended).toMatch(/id="observablehq-sidebar-toggle"[^>]*aria-label="Show the list of pages"/);
    expect(mended).toMatch(/<ol>\s*<li style="position: static"><label id="observablehq-sidebar-close"/);
  });

  test("changes nothing the second time", () => expect(mendPage(mended)).toBe(mended));

  test("writes the policy anew when the scripts have changed", () => {
    const changed = mendPage(mended.replace("const a = 1", "const a = 2"));
    expect(changed).toContain(sha256("{const a = 2;}"));
    expect(changed).not.toContain(sha256("{const a = 1;}"));
  });

  test("mends a page without a sidebar", () => {
    expect(mendPage("<!DOCTYPE html><title>A</title><p>B")).toContain('<html lang="en">');
  });
});

describe("contentSecurityPolicy", () => {
  test("lets nothing in from other hosts, and no inline script without a hash", () => {
    const policy = contentSecurityPolicy([]);
    expect(policy).toMatch(/^default-src 'none';/);
    expect(policy).not.toMatch(/https?:|\*/);
    expect(policy).not.toMatch(/script-src[^;]*'unsafe-(inline|eval)'/);
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
  });

  test("states a script that stands twice once", () => {
    expect(contentSecurityPolicy(["a()", "a()"])).toBe(contentSecurityPolicy(["a()"]));
  });
});

function scriptsOf(html: string): {opening: string; code: string}[] {
  return [...html.matchAll(/<script([^>]*)>([^]*?)<\/script>/g)].map(([, opening = "", code = ""]) => ({
    opening,
    code
  }));
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("base64");
}
