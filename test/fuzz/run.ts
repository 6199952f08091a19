import {fork, type ChildProcess} from "node:child_process";
import {once} from "node:events";
import {mkdir, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {caseOf} from "./cases.js";
import type {Class} from "./judge.js";
import {readSeeds} from "./seeds.js";
import type {Answer} from "./worker.js";

export interface FuzzOptions {
  readonly files: number;
  readonly seed: number;
  /** Number of the first file. */
  readonly from?: number;
  readonly minutes?: number;
  readonly workers?: number;
  /** Where files that show a fault are written. */
  readonly out: string;
  readonly onStep?: (sentence: string) => void;
}

export interface FuzzResult {
  readonly files: number;
  readonly seconds: number;
  readonly classes: Readonly<Record<Class, number>>;
  readonly faults: readonly Answer[];
  readonly peakBytes: number;
  readonly slowest: readonly Answer[];
  /** Sentences of refused files, names and figures left out, with how many files got them. */
  readonly sentences: ReadonlyMap<string, number>;
}

const mostMilliseconds = 10_000;
const patience = 60_000;
const mostBytes = 1e9;
const slowestKept = 5;

/** Reads many bad files in processes of their own, and gathers what became of them. */
export async function fuzz(options: FuzzOptions): Promise<FuzzResult> {
  const {files, from = 1, minutes = Infinity, workers = 1, onStep = () => {}} = options;
  const start = performance.now();
  const until = start + minutes * 60_000;
  const answers: Answer[] = [];
  let next = from;
  const work = async (): Promise<void> => {
    const worker = new Worker(options.seed);
    while (next < from + files && performance.now() < until) {
      const answer = await judged(worker, (next += 1) - 1);
      answers.push(answer);
      if (answer.class === "fault") onStep(await keep(answer, options));
      if (answers.length % 500 === 0) onStep(`${answers.length} files`);
    }
    await worker.stop();
  };
  await Promise.all(Array.from({length: workers}, work));
  return summary(answers, (performance.now() - start) / 1000);
}

/** The answer to a file; one that seems to take much memory is read again in a process that has read no other. */
async function judged(worker: Worker, number: number): Promise<Answer> {
  const answer = checked(await worker.ask(number));
  if (answer.peakBytes <= mostBytes) return answer;
  await worker.stop();
  const again = checked(await worker.ask(number));
  await worker.stop();
  return again;
}

/** A process that reads files; a new one takes its place when it hangs or crashes. */
class Worker {
  private child: ChildProcess | undefined;

  constructor(private readonly seed: number) {}

  async ask(number: number): Promise<Answer> {
    const child = (this.child ??= await startChild());
    const start = performance.now();
    const answer = await new Promise<Answer | string>((resolve) => {
      const timer = setTimeout(() => {
        child.kill("SIGKILL");
        resolve(`hangs: no answer in ${patience / 1000} s`);
      }, patience);
      const done = (value: Answer | string): void => {
        clearTimeout(timer);
        child.removeAllListeners();
        resolve(value);
      };
      child.once("message", (message) => done(message as Answer));
      child.once("exit", (code, signal) => done(`the process ended (${code ?? signal})`));
      child.send({seed: this.seed, number});
    });
    if (typeof answer !== "string") return answer;
    this.child = undefined;
    const milliseconds = performance.now() - start;
    return {
      number,
      about: "",
      class: "fault",
      words: answer,
      milliseconds,
      busyMilliseconds: milliseconds,
      peakBytes: 0
    };
  }

  async stop(): Promise<void> {
    const {child} = this;
    this.child = undefined;
    if (!child) return;
    child.disconnect();
    await once(child, "exit");
  }
}

async function startChild(): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, "worker.ts"), {execArgv: ["--import", "tsx"]});
  await once(child, "message");
  return child;
}

/** A file that takes too long or too much memory is a fault, too. On a busy machine only time at work counts. */
function checked(answer: Answer): Answer {
  if (answer.class === "fault") return answer;
  const time = Math.min(answer.milliseconds, answer.busyMilliseconds);
  if (time > mostMilliseconds) return {...answer, class: "fault", words: `too slow: ${Math.round(time)} ms`};
  if (answer.peakBytes > mostBytes)
    return {...answer, class: "fault", words: `too much memory: ${Math.round(answer.peakBytes / 1e6)} MB`};
  return answer;
}

/** Writes the file of a fault, so that it can be looked at and become a test. */
async function keep({number, words, about}: Answer, {seed, out}: FuzzOptions): Promise<string> {
  const one = await caseOf(await readSeeds(), {seed, number});
  const name = `${seed}-${number}.bin`;
  await mkdir(out, {recursive: true});
  await writeFile(join(out, name), one.bytes);
  await writeFile(
    join(out, `${seed}-${number}.txt`),
    `${words.slice(0, 5000)}\n\n${one.about}\nkind: ${one.kind.name}, ${one.way}\nname: ${one.name}\n${JSON.stringify(one.settings)}\n`
  );
  return `fault in file ${number} (${about || one.about}), kept as ${name}: ${words.slice(0, 300)}`;
}

function summary(answers: readonly Answer[], seconds: number): FuzzResult {
  const classes = {"all rows used": 0, "some rows rejected": 0, "no row used": 0, refused: 0, fault: 0};
  const sentences = new Map<string, number>();
  for (const answer of answers) {
    classes[answer.class] += 1;
    if (answer.class !== "refused") continue;
    const bare = bareSentence(answer.words);
    sentences.set(bare, (sentences.get(bare) ?? 0) + 1);
  }
  return {
    files: answers.length,
    seconds,
    classes,
    faults: answers.filter((answer) => answer.class === "fault"),
    peakBytes: Math.max(0, ...answers.map(({peakBytes}) => peakBytes)),
    slowest: answers.toSorted((a, b) => b.milliseconds - a.milliseconds).slice(0, slowestKept),
    sentences
  };
}

function bareSentence(words: string): string {
  return words
    .replace(/^.*?(?=( line \d+|, column [^:]*)?: )/, "…")
    .replace(/column [^:]{1,200}:/, "column …:")
    .replace(/"[^"]*"/g, "…")
    .replace(/\d+/g, "9")
    .replace(/It has: .*?\. /, "It has: …. ")
    .slice(0, 160);
}
