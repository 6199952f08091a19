import {createDecipheriv, pbkdf2Sync} from "node:crypto";
import {gunzipSync} from "node:zlib";
import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {
  fromBase64,
  isSealed,
  makeLock,
  opens,
  rounds,
  seal,
  toBase64,
  unlock,
  unseal
} from "../../src/protection/seal.js";
import {isSealedJson, sealJson, unsealJson} from "../../src/protection/sealed-json.js";

const bytes = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(new TextEncoder().encode(text));
const key = new Uint8Array(32).fill(7);

describe("a lock", () => {
  it("is opened by its passphrase, however its letters are composed, and by no other", async () => {
    const {lock, key: made} = await makeLock("café au lait, deux fois");
    expect(await unlock(lock, "cafe\u0301 au lait, deux fois")).toEqual(made);
    await expect(unlock(lock, "cafe au lait, deux fois")).rejects.toThrow(
      "This passphrase does not open the report."
    );
    expect(await opens(lock, new Uint8Array(32))).toBe(false);
  });

  it("has another salt each time", async () => {
    const [a, b] = await Promise.all([makeLock("the same words"), makeLock("the same words")]);
    expect(a.lock.salt).not.toBe(b.lock.salt);
    expect(a.key).not.toEqual(b.key);
  });

  it("derives the key as node:crypto does", async () => {
    const {lock, key: made} = await makeLock("correct horse battery staple");
    expect(lock.iterations).toBe(rounds);
    expect(rounds).toBeGreaterThanOrEqual(600_000);
    const independent = pbkdf2Sync(
      "correct horse battery staple",
      fromBase64(lock.salt),
      rounds,
      32,
      "sha256"
    );
    expect([...made]).toEqual([...independent]);
  });
});

describe("a sealed file", () => {
  it("comes back as it was, whatever it holds", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({maxLength: 5000}), async (contents) => {
        const sealed = await seal(key, "a.json", new Uint8Array(contents));
        expect(isSealed(sealed)).toBe(true);
        expect(await unseal(key, "a.json", sealed)).toEqual(new Uint8Array(contents));
      }),
      {numRuns: 30}
    );
  });

  it("is opened by node:crypto too, from its description", async () => {
    const sealed = Buffer.from(await seal(key, "a.json", bytes("hello")));
    const [iv, hidden, tag] = [sealed.subarray(16, 28), sealed.subarray(28, -16), sealed.subarray(-16)];
    const decipher = createDecipheriv("aes-256-gcm", key, iv)
      .setAAD(bytes("sealed01 a.json"))
      .setAuthTag(tag);
    expect(gunzipSync(Buffer.concat([decipher.update(hidden), decipher.final()])).toString()).toBe("hello");
  });

  it("does not hold its text, and differs each time", async () => {
    const text = "Noémie Sauvêtre ".repeat(50);
    const [a, b] = [await seal(key, "a", bytes(text)), await seal(key, "a", bytes(text))];
    expect(Buffer.from(a).includes("Sauv")).toBe(false);
    expect(a).not.toEqual(b);
  });

  it("says so when it is cut short, at any length", async () => {
    const sealed = await seal(key, "report.duckdb", bytes("figures"));
    for (const length of [9, 16, 20, 44, sealed.length - 1]) {
      await expect(unseal(key, "report.duckdb", sealed.slice(0, length)), String(length)).rejects.toThrow(
        /^report\.duckdb arrived incomplete(: \d+ of \d+ bytes)?\. Load the page again\.$/
      );
    }
  });

  it("says so when a bit was changed anywhere behind its head, or more was put behind it", async () => {
    const sealed = await seal(key, "a", bytes("figures"));
    for (let at = 16; at < sealed.length; at += 1) {
      const changed = sealed.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      await expect(unseal(key, "a", changed), String(at)).rejects.toThrow(
        /was changed after it was published/
      );
    }
    await expect(unseal(key, "a", new Uint8Array([...sealed, 0]))).rejects.toThrow(/was changed/);
  });

  it("cannot stand in for another file", async () => {
    const sealed = await seal(key, "first-view.json", bytes("figures"));
    await expect(unseal(key, "manifest.json", sealed)).rejects.toThrow(/was changed/);
  });

  it("is told from a plain one", async () => {
    expect(isSealed(bytes('{"a": 1}'))).toBe(false);
    await expect(unseal(key, "a", bytes("plain"))).rejects.toThrow(/is not a protected file/);
  });
});

describe("a sealed JSON file", () => {
  it("is JSON and gives its value back", async () => {
    const {lock, key: made} = await makeLock("a passphrase of some length");
    const value: unknown = JSON.parse(
      await sealJson(made, {name: "manifest.json", text: '{"title": "Åsa"}', lock})
    );
    expect(isSealedJson(value) && value.lock).toEqual(lock);
    expect(isSealedJson(value) && (await unsealJson(made, "manifest.json", value))).toEqual({title: "Åsa"});
    expect(isSealedJson({title: "Åsa"})).toBe(false);
  });
});

describe("Base64", () => {
  it("agrees with node's, for long texts too", () => {
    const long = Uint8Array.from({length: 100_001}, (_, index) => (index * 31) % 256);
    expect(toBase64(long)).toBe(Buffer.from(long).toString("base64"));
    expect(fromBase64(toBase64(long))).toEqual(long);
  });
});
