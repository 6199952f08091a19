import {rm} from "node:fs/promises";
import {afterAll, beforeAll, expect, test} from "vitest";
import {explainFailure} from "../../loaders/site/explain.js";
import {scratchFolder, writeFiles} from "./scratch.js";

const root = await scratchFolder();

beforeAll(() =>
  writeFiles(root, {
    "src/x.md":
      'import a from "./components/nope.js";\nFileAttachment("data/none.json")\nPlot.plot()\n```sql\n```',
    "src/components/card.ts": '//\n\nimport {a} from "nope";'
  })
);
afterAll(() => rm(root, {recursive: true}));

/** As Framework ends. */
const ended = (message: string) =>
  `\nUnexpected error: ${message}\n\nTip: To see the full stack trace, run with the --debug flag.\n\nIf you think …`;

const explain = (message: string, stdout = "", before = "") =>
  explainFailure({root, stdout, stderr: before + ended(message)});

test("a module that is not there is named where it is imported", () => {
  expect(explain("import not found: /components/nope.js")).toBe(
    "src/x.md line 1: there is no module src/components/nope.js. Correct the import, or add the file."
  );
});

test("a file that is not there is named where it is used", () => {
  expect(explain("Not found: /data/none.json")).toBe(
    "src/x.md line 2: there is no file src/data/none.json, and no data loader that makes it. Correct the name, or add the file."
  );
});

test("a file that nothing names is named alone", () => {
  expect(explain("Not found: /data/other.json")).toMatch(/^there is no file src\/data\/other\.json/);
});

test("a package that is not installed is named in the module that was being read", () => {
  const message = "Cannot find module 'nope'\nRequire stack:\n- /src/noop.js";
  expect(explain(message, "copy src/favicon.svg → dist\ncopy src/components/card.ts → ")).toBe(
    'src/components/card.ts line 3: the package "nope" is not installed. Run "npm install nope", or correct the import.'
  );
});

test("an error of syntax is named with line and column, which are counted from 1", () => {
  expect(explain("Unexpected token (3:17)", "copy src/components/card.js → ")).toBe(
    "src/components/card.js line 3, column 18: Unexpected token."
  );
  expect(explain('Transform failed with 1 error:\nsrc/components/card.ts:1:25: ERROR: Unexpected ";"')).toBe(
    'src/components/card.ts line 1, column 26: Unexpected ";".'
  );
});

test("what a data loader says is passed on as it is", () => {
  const said = "deals.csv line 3: bad. Mend it.\nleads.csv is empty. Remove it.\n";
  expect(explain("loader exited with code 1", "load /data/report.zip → [missing] error", said)).toBe(
    said.trim()
  );
});

test("a data loader that crashed is named, without its stack", () => {
  const said = "/src/data/a.ts:1\nthrow\n\nTypeError: x is undefined\n    at a (file:1:2)\n\nNode.js v20\n";
  expect(explain("loader exited with code 1", "load /data/a.json → [missing] ", said)).toBe(
    "The data loader of src/data/a.json failed: TypeError: x is undefined"
  );
});

test("what would be fetched from the network is named with the import that avoids it", () => {
  const address = (path: string) => `network is off: https://cdn.example.com/npm/${path}/+esm`;
  expect(explain(address("@observablehq/plot@0.6.17"), "load /index in 1ms\nload /x ")).toBe(
    'src/x.md line 3: this needs "@observablehq/plot", which the page does not import from an installed package. Write import * as Plot from "@observablehq/plot".'
  );
  expect(explain(address("isoformat@0.2.1"), "load /x ")).toMatch(
    /^src\/x\.md line 4: .* Take sql from openPage/
  );
  expect(explain(address("katex@0.16.0"), "load /x ")).toMatch(/^src\/x\.md: .* or leave it out\.$/);
});

test("a port that is taken is named", () => {
  const stack =
    "Error: listen EADDRINUSE: address already in use 127.0.0.1:3200\n    at Server.listen (node:net:1:2)";
  expect(explainFailure({root, stdout: "", stderr: `node:events:1\n      throw er;\n\n${stack}\n`})).toBe(
    "Port 3200 is in use. Choose another one, or leave the choice open."
  );
});

test("anything else is passed on", () => {
  expect(explain("disk is full")).toBe("The site could not be built: disk is full.");
  expect(explainFailure({root, stdout: "", stderr: ""})).toBe(
    "The site could not be built: Framework stopped without saying why."
  );
});
