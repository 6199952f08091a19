// @vitest-environment jsdom
import {beforeEach, describe, expect, it} from "vitest";
import type {FileAttachmentValue} from "observablehq:stdlib";
import {createGate} from "../../src/components/gate.js";
import {createVault} from "../../src/components/vault.js";
import {fromBase64, makeLock, seal, toBase64} from "../../src/protection/seal.js";
import {sealJson} from "../../src/protection/sealed-json.js";

const passphrase = "seven slow herons";
const {lock, key} = await makeLock(passphrase);

const file = (name: string, text: string): FileAttachmentValue => ({
  name,
  json: () => new Promise((resolve) => resolve(JSON.parse(text))),
  url: () => Promise.resolve(name)
});
const manifest = file(
  "manifest.json",
  await sealJson(key, {name: "manifest.json", text: '{"title":"A"}', lock})
);
const view = file("revenue.json", await sealJson(key, {name: "revenue.json", text: '{"calls":{}}'}));

beforeEach(() => {
  document.body.innerHTML = "<main><h1>Revenue</h1></main>";
  sessionStorage.clear();
});

const vault = () => createVault(createGate());
const settle = (milliseconds = 0) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function type(text: string): Promise<void> {
  const form = await until(() => document.querySelector<HTMLFormElement>("form.gate"));
  const input = form.querySelector("input");
  if (input) input.value = text;
  form.dispatchEvent(new Event("submit", {cancelable: true}));
}

async function until<T>(find: () => T | null | undefined | ""): Promise<T> {
  for (let tries = 0; tries < 400; tries += 1) {
    const found = find();
    if (found) return found;
    await settle(10);
  }
  throw new Error("it did not come");
}

describe("a vault", () => {
  it("reads plain files without a question", async () => {
    expect(await vault().json(file("a.json", '{"a": 1}'))).toEqual({a: 1});
    expect(document.querySelector("form")).toBeNull();
  });

  it("asks for the passphrase once for all files, and opens them", async () => {
    const {json, contents} = vault();
    const both = Promise.all([json(manifest), json(view)]);
    await type(passphrase);
    expect(await both).toEqual([{title: "A"}, {calls: {}}]);
    expect(document.querySelector("form")).toBeNull();
    const sealed = await seal(key, "report.duckdb", new Uint8Array([1, 2, 3]));
    expect([...(await contents("report.duckdb", sealed))]).toEqual([1, 2, 3]);
  });

  it("says in one sentence that a passphrase is wrong, and asks again", async () => {
    const read = vault().json(manifest);
    await type("seven slow hens");
    const said = await until(() => document.querySelector(".gate [role=alert]")?.textContent);
    expect(said).toBe("This passphrase does not open the report. Check it and type it again.");
    await type(passphrase);
    expect(await read).toEqual({title: "A"});
  });

  it("does not ask again in the same tab, and does where the kept key is another report's", async () => {
    sessionStorage.setItem("report-key", toBase64(key));
    expect(await vault().json(manifest)).toEqual({title: "A"});
    sessionStorage.setItem("report-key", toBase64(new Uint8Array(32)));
    const read = vault().json(manifest);
    await type(passphrase);
    expect(await read).toEqual({title: "A"});
    expect(fromBase64(sessionStorage.getItem("report-key") ?? "")).toEqual(key);
  });

  it.each([
    [
      "changed",
      (text: string) => text.replace(/.{4}"\}$/, 'AAAA"}'),
      /revenue\.json was changed after it was published/
    ],
    ["cut short", (text: string) => text.slice(0, -9), /revenue\.json arrived incomplete or was changed/]
  ])("shows one sentence when a file was %s", async (_, spoil, sentence) => {
    sessionStorage.setItem("report-key", toBase64(key));
    const {json} = vault();
    await json(manifest);
    void json(file("revenue.json", spoil(JSON.stringify(await view.json()))));
    expect(await until(() => document.querySelector(".gate[role=alert]")?.textContent)).toMatch(sentence);
  });
});
