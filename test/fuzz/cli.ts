import {parseArgs} from "node:util";
import {bytesText, print, tell, textTable} from "../../loaders/console.js";
import {fuzz, type FuzzResult} from "./run.js";

const help = `Reads many damaged and hostile files, and looks that each ends in rows accounted for or in one clear sentence.

npm run fuzz -- [options]

  --files N    how many files (default: 20000)
  --seed N     seed of the random numbers (default: 1)
  --from N     number of the first file (default: 1)
  --minutes M  stop after so many minutes
  --workers N  processes at work at the same time (default: 1)
  --out DIR    folder for the files that show a fault (default: .cache/fuzz)

The same seed and number give the same file: --seed S --from N --files 1 reads one again.`;

const {values} = parseArgs({
  options: {
    files: {type: "string", default: "20000"},
    seed: {type: "string", default: "1"},
    from: {type: "string", default: "1"},
    minutes: {type: "string", default: "Infinity"},
    workers: {type: "string", default: "1"},
    out: {type: "string", default: ".cache/fuzz"},
    help: {type: "boolean", default: false}
  }
});

if (values.help) print(help);
else {
  const seed = Number(values.seed);
  tell(`seed ${seed}`);
  const result = await fuzz({
    files: Number(values.files),
    seed,
    from: Number(values.from),
    minutes: Number(values.minutes),
    workers: Number(values.workers),
    out: values.out,
    onStep: (sentence) => tell(`  ${sentence}`)
  });
  print(inWords(result, seed));
  process.exitCode = result.faults.length > 0 ? 1 : 0;
}

function inWords({files, seconds, classes, peakBytes, slowest, sentences}: FuzzResult, seed: number): string {
  const common = [...sentences].sort((a, b) => b[1] - a[1]).slice(0, 25);
  return [
    `${files} files of seed ${seed} in ${seconds.toFixed(0)} s; at most ${bytesText(peakBytes)} of memory`,
    "",
    textTable(["outcome", "files"], Object.entries(classes)),
    "",
    textTable(
      ["slowest", "ms", "file"],
      slowest.map(({number, milliseconds, about}) => [String(number), Math.round(milliseconds), about])
    ),
    "",
    textTable(["refused with", "files"], common)
  ].join("\n");
}
