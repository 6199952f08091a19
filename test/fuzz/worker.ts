import {caseOf} from "./cases.js";
import {judgeCounts, judgeError, type Outcome} from "./judge.js";
import {Reader} from "./reading.js";
import {readSeeds} from "./seeds.js";

/** What a worker says of a file. */
export interface Answer extends Outcome {
  readonly number: number;
  readonly about: string;
  readonly milliseconds: number;
  /** Processor time of all threads. */
  readonly busyMilliseconds: number;
  /** The most memory that the process ever held. */
  readonly peakBytes: number;
}

const seeds = await readSeeds();
const reader = await Reader.start();

process.on("message", (task: {seed: number; number: number}) => {
  void answer(task).then((done) => process.send?.(done));
});
process.on("disconnect", () => void reader.close().finally(() => process.exit(0)));
process.send?.({ready: true});

async function answer(task: {seed: number; number: number}): Promise<Answer> {
  const one = await caseOf(seeds, task);
  const start = performance.now();
  const before = process.cpuUsage();
  const outcome = await reader.read(one).then(judgeCounts, (error: unknown) => judgeError(error, one));
  const {user, system} = process.cpuUsage(before);
  return {
    ...outcome,
    number: task.number,
    about: `${one.about} (${one.kind.name}, ${one.way})`,
    milliseconds: performance.now() - start,
    busyMilliseconds: (user + system) / 1000,
    peakBytes: process.resourceUsage().maxRSS * 1024
  };
}
