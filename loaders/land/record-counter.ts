const lineFeed = 10;
const carriageReturn = 13;
const quote = 34;
/** The last byte of a byte order mark. */
const lastOfMark = 0xbf;
/** Nothing, line ends, comma, semicolon, tab and bar: a quote after one of them opens a cell. */
const separators = new Set([-1, lineFeed, carriageReturn, 44, 59, 9, 124]);

/** What a file's bytes say about its lines and rows. */
export interface RecordCounts {
  readonly lines: number;
  readonly records: number;
  readonly blankLines: number;
  readonly returns: boolean;
}

/**
 * Counts lines, and rows as a reader of CSV sees them, in bytes that come in parts. A quote opens a cell only where a
 * cell starts, and a doubled quote does not close it. `onRecord` hears the line each row starts on and whether that
 * line is blank.
 */
export class RecordCounter {
  private lines = 0;
  private records = 0;
  private blankLines = 0;
  private returns = false;
  private quoted = false;
  /** Bytes before the current part. */
  private offset = 0;
  /** Position at which the current line and row start, and at which a quote last closed. */
  private lineStart = 0;
  private recordLine = 1;
  private closedAt = -2;
  private lastByte = -1;

  constructor(private readonly onRecord?: (line: number, blank: boolean) => void) {}

  feed(chunk: Buffer): void {
    let feed = chunk.indexOf(lineFeed);
    let mark = chunk.indexOf(quote);
    while (feed !== -1 || mark !== -1) {
      if (mark !== -1 && (mark < feed || feed === -1)) {
        this.passQuote(mark, this.before(chunk, mark));
        mark = chunk.indexOf(quote, mark + 1);
      } else {
        this.endLine(feed, this.before(chunk, feed));
        feed = chunk.indexOf(lineFeed, feed + 1);
      }
    }
    this.offset += chunk.length;
    this.lastByte = chunk.at(-1) ?? this.lastByte;
  }

  /** Rows that have ended so far. */
  get rows(): number {
    return this.records;
  }

  /** Counts the last line, if it has no end of its own, and gives the totals. */
  end(): RecordCounts {
    if (this.offset > this.lineStart) {
      this.lines += 1;
      this.endRecord(false);
    }
    const {lines, records, blankLines, returns} = this;
    return {lines, records, blankLines, returns};
  }

  private before(chunk: Buffer, index: number): number {
    return index > 0 ? (chunk[index - 1] as number) : this.lastByte;
  }

  private endLine(index: number, before: number): void {
    const position = this.offset + index;
    const returned = before === carriageReturn && position > this.lineStart;
    if (this.lines === 0) this.returns = returned;
    this.lines += 1;
    if (!this.quoted) this.endRecord(position - this.lineStart === (returned ? 1 : 0));
    this.lineStart = position + 1;
  }

  private endRecord(blank: boolean): void {
    this.records += 1;
    if (blank) this.blankLines += 1;
    this.onRecord?.(this.recordLine, blank);
    this.recordLine = this.lines + 1;
  }

  private passQuote(index: number, before: number): void {
    const position = this.offset + index;
    if (this.quoted) {
      this.quoted = false;
      this.closedAt = position;
      return;
    }
    const afterMark = position === 3 && before === lastOfMark;
    this.quoted = this.closedAt === position - 1 || separators.has(before) || afterMark;
  }
}
