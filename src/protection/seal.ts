// Runs in Node and in browsers: both have WebCrypto and compression streams.

/** What stands beside sealed files, readable by anyone: how a key is made from the passphrase, and a proof of the key. */
export interface Lock {
  readonly method: "PBKDF2-SHA-256, AES-256-GCM";
  /** Base64; 16 random bytes. */
  readonly salt: string;
  readonly iterations: number;
  /** Base64; a sealed nothing, which only the right key opens. */
  readonly proof: string;
}

/** The passphrase does not open the lock. */
export class WrongPassphrase extends Error {
  override readonly name = "WrongPassphrase";
}

/** A sealed file that cannot be opened with the right key: cut short, or changed. */
export class DamagedFile extends Error {
  override readonly name = "DamagedFile";
}

/**
 * Rounds that make each guess of a passphrase slow; the number that OWASP's Password Storage Cheat Sheet
 * recommends for PBKDF2 with HMAC-SHA-256.
 */
export const rounds = 600_000;

const magic = "sealed01";
const headBytes = 16;
const ivBytes = 12;
const tagBytes = 16;

/** A new lock with its key, as 32 raw bytes. */
export async function makeLock(passphrase: string): Promise<{lock: Lock; key: Uint8Array<ArrayBuffer>}> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const key = await derive(passphrase, salt, rounds);
  const proof = toBase64(await seal(key, "proof", new Uint8Array(0)));
  return {
    lock: {method: "PBKDF2-SHA-256, AES-256-GCM", salt: toBase64(salt), iterations: rounds, proof},
    key
  };
}

/** The key that a passphrase gives, as 32 raw bytes. Throws WrongPassphrase when it does not open the lock. */
export async function unlock(lock: Lock, passphrase: string): Promise<Uint8Array<ArrayBuffer>> {
  const key = await derive(passphrase, fromBase64(lock.salt), lock.iterations);
  if (!(await opens(lock, key))) throw new WrongPassphrase("This passphrase does not open the report.");
  return key;
}

/** Whether a key is the lock's. */
export async function opens({proof}: Lock, key: Uint8Array<ArrayBuffer>): Promise<boolean> {
  return unseal(key, "proof", fromBase64(proof)).then(
    () => true,
    () => false
  );
}

/**
 * Compresses and encrypts a file: 8 bytes that name the format, 8 that give the length of what follows, 12 of
 * initialisation vector, then the ciphertext with its tag. The name is sealed in, so that files cannot be swapped.
 */
export async function seal(
  key: Uint8Array<ArrayBuffer>,
  name: string,
  contents: Uint8Array<ArrayBuffer>
): Promise<Uint8Array<ArrayBuffer>> {
  const packed = await through(contents, new CompressionStream("gzip"));
  const iv = crypto.getRandomValues(new Uint8Array(ivBytes));
  const cipher = {name: "AES-GCM", iv, additionalData: encode(`${magic} ${name}`)};
  const hidden = new Uint8Array(await crypto.subtle.encrypt(cipher, await importKey(key), packed));
  const sealed = new Uint8Array(headBytes + ivBytes + hidden.length);
  sealed.set(encode(magic));
  new DataView(sealed.buffer).setBigUint64(8, BigInt(ivBytes + hidden.length));
  sealed.set(iv, headBytes);
  sealed.set(hidden, headBytes + ivBytes);
  return sealed;
}

/** The contents of a sealed file. Throws DamagedFile, with a sentence for the reader. */
export async function unseal(
  key: Uint8Array<ArrayBuffer>,
  name: string,
  sealed: Uint8Array<ArrayBuffer>
): Promise<Uint8Array<ArrayBuffer>> {
  if (!isSealed(sealed))
    throw new DamagedFile(
      `${name} is not a protected file of this report. Ask for the report to be published again.`
    );
  const {length} = sealed;
  const announced =
    length < headBytes
      ? null
      : headBytes + Number(new DataView(sealed.buffer, sealed.byteOffset).getBigUint64(8));
  if (announced === null || length < announced || length < headBytes + ivBytes + tagBytes)
    throw new DamagedFile(
      `${name} arrived incomplete${announced === null ? "" : `: ${length} of ${announced} bytes`}. Load the page again.`
    );
  const iv = sealed.slice(headBytes, headBytes + ivBytes);
  const cipher = {name: "AES-GCM", iv, additionalData: encode(`${magic} ${name}`)};
  const packed = await crypto.subtle
    .decrypt(cipher, await importKey(key), sealed.slice(headBytes + ivBytes))
    .catch((error: unknown) => {
      throw new DamagedFile(
        `${name} was changed after it was published, so it is not shown. Ask for the report to be published again.`,
        {cause: error}
      );
    });
  return through(new Uint8Array(packed), new DecompressionStream("gzip"));
}

/** Whether bytes are a sealed file, or the beginning of one. */
export function isSealed(bytes: Uint8Array): boolean {
  return new TextDecoder().decode(bytes.subarray(0, magic.length)) === magic;
}

/** Base64 of bytes. */
export function toBase64(bytes: Uint8Array): string {
  const part = 0x8000;
  let text = "";
  for (let at = 0; at < bytes.length; at += part)
    text += String.fromCharCode(...bytes.subarray(at, at + part));
  return btoa(text);
}

/** The bytes that a Base64 text stands for. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

async function derive(
  passphrase: string,
  salt: Uint8Array<ArrayBuffer>,
  iterations: number
): Promise<Uint8Array<ArrayBuffer>> {
  const typed = await crypto.subtle.importKey("raw", encode(passphrase.normalize("NFKC")), "PBKDF2", false, [
    "deriveBits"
  ]);
  return new Uint8Array(
    await crypto.subtle.deriveBits({name: "PBKDF2", hash: "SHA-256", salt, iterations}, typed, 256)
  );
}

function importKey(key: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt", "decrypt"]);
}

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  transform: CompressionStream | DecompressionStream
): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Response(bytes).body?.pipeThrough(transform);
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
