/** A seeded source of random numbers (sfc32). The same seed and name give the same numbers everywhere. */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  /** `name` sets apart the streams of one seed, so that one export can change without moving the others. */
  constructor(seed: number, name: string) {
    const key = `${seed}/${name}`;
    this.#a = hash(key, 0x811c9dc5);
    this.#b = hash(key, 0x9e3779b9);
    this.#c = hash(key, 0x7f4a7c15);
    for (let i = 0; i < 15; i++) this.next();
  }

  /** Uniform in [0, 1). */
  next(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4294967296;
  }

  /** Whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  /** True with the given probability. */
  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** One of the values, each as likely as the others. */
  pick<T>(values: readonly T[]): T {
    if (values.length === 0) throw new Error("Cannot pick from an empty list.");
    return values[Math.floor(this.next() * values.length)] as T;
  }

  /** One of the keys, as likely as its weight says. */
  weighted<K extends string>(weights: Readonly<Partial<Record<K, number>>>): K {
    const entries = Object.entries(weights) as [K, number][];
    let rest = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [key, weight] of entries) if ((rest -= weight) < 0) return key;
    return (entries.at(-1) as [K, number])[0];
  }

  /** Normal deviate (Box–Muller). */
  normal(mean = 0, deviation = 1): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.next()));
    return mean + deviation * radius * Math.cos(2 * Math.PI * this.next());
  }

  /** Log-normal deviate with the given median; `spread` is the deviation of its logarithm. */
  skewed(median: number, spread: number): number {
    return median * Math.exp(this.normal(0, spread));
  }

  /** Poisson count: by multiplication when small, rounded normal when over 50. */
  poisson(mean: number): number {
    if (mean > 50) return Math.max(0, Math.round(this.normal(mean, Math.sqrt(mean))));
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = this.next(); product > limit; product *= this.next()) count++;
    return count;
  }

  /** Number of successes in `trials` tries. */
  successes(trials: number, probability: number): number {
    if (trials > 100) return Math.min(trials, this.poisson(trials * probability));
    let count = 0;
    for (let i = 0; i < trials; i++) if (this.chance(probability)) count++;
    return count;
  }

  /** The values in a random order, as a new list. */
  shuffled<T>(values: readonly T[]): T[] {
    const list = [...values];
    for (let i = list.length - 1; i > 0; i--) {
      const j = this.between(0, i);
      [list[i], list[j]] = [list[j] as T, list[i] as T];
    }
    return list;
  }
}

/** FNV-1a over UTF-16 units, with a final mix so that near keys give far values. */
function hash(key: string, start: number): number {
  let value = start;
  for (let i = 0; i < key.length; i++) value = Math.imul(value ^ key.charCodeAt(i), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  return value ^ (value >>> 13);
}
