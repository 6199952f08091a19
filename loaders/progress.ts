/** How far reading a file has come. */
export interface FileProgress {
  readonly file: string;
  /** Size of the whole file. */
  readonly bytes: number;
  readonly rows: number;
  /** Part of the file that is done, 0 to 1; null where its end is not in sight. */
  readonly share: number | null;
}

export type OnProgress = (progress: FileProgress) => void;

/** Smaller files are read before anybody could look. */
export const largeFile = 5e6;

export interface ProgressOptions {
  readonly write: (text: string) => void;
  /** On a terminal one line is written over and over; elsewhere a line now and then. */
  readonly isTerminal: boolean;
  /** Milliseconds. */
  readonly now?: () => number;
}

const everyMs = {terminal: 200, plain: 5000};

/** Tells of large files how many rows were read, how fast, and how long the rest will take. */
export function progressTeller({
  write,
  isTerminal,
  now = () => performance.now()
}: ProgressOptions): OnProgress {
  let current: {file: string; from: number; told: number; rows: number} | null = null;
  return ({file, bytes, rows, share}) => {
    if (bytes < largeFile) return;
    const time = now();
    if (current?.file !== file || rows < current.rows) current = {file, from: time, told: time, rows};
    current.rows = rows;
    const seconds = (time - current.from) / 1000;
    if (share === 1) {
      if (isTerminal) write(clearLine);
      else if (rows > 0) write(`  ${file}: ${count(rows)} rows in ${seconds.toFixed(1)} s\n`);
      current = null;
    } else if (time - current.told >= everyMs[isTerminal ? "terminal" : "plain"]) {
      current.told = time;
      const words = progressWords({file, rows, share}, seconds);
      write(isTerminal ? `${clearLine}  ${words}` : `  ${words}\n`);
    }
  };
}

const clearLine = "\r\u001b[2K";

/** "deals.csv: 1,200,000 rows, 400,000 rows/s, 6 s left" */
export function progressWords({file, rows, share}: Omit<FileProgress, "bytes">, seconds: number): string {
  const rate = seconds > 0 ? `, ${count(rows / seconds)} rows/s` : "";
  const read = rows > 0 ? `${count(rows)} rows${rate}` : `${Math.round(100 * (share ?? 0))} % looked at`;
  const left = share !== null && share > 0 ? `, ${timeText((seconds * (1 - share)) / share)} left` : "";
  return `${file}: ${read}${left}`;
}

function timeText(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds - 0.01));
  return whole < 90 ? `${whole} s` : `${Math.ceil(whole / 60)} min`;
}

function count(value: number): string {
  return Math.round(value).toLocaleString("en-GB");
}

/** What is told of progress on standard error. */
export function progressOn(stream: NodeJS.WriteStream): OnProgress {
  return progressTeller({write: (text) => stream.write(text), isTerminal: stream.isTTY === true});
}
