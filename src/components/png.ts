/** What goes on a picture besides the chart. */
export interface PictureText {
  readonly title: string;
  readonly subtitle: string;
  readonly source: string;
}

const scale = 2;
const margin = 24;
const family = '"Source Sans 3 Variable", system-ui, sans-serif';

/** A chart as a PNG at twice its size, with title, subtitle and source line, in the colours of the page. */
export async function chartPng(svg: SVGSVGElement, text: PictureText): Promise<Blob> {
  const styles = getComputedStyle(svg);
  const [ink, muted, paper] = ["--ink", "--ink-muted", "--paper"].map((name) =>
    styles.getPropertyValue(name).trim()
  );
  const {width, height} = svg.getBoundingClientRect();
  const source = await chartSvg(svg);
  const image = await loadImage(`data:image/svg+xml;charset=utf-8,${encodeURIComponent(source)}`);

  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("This browser cannot draw pictures.");
  const lines = layOut(pen, text, width);
  canvas.width = (width + 2 * margin) * scale;
  canvas.height = (lines.chartTop + height + 44) * scale;
  pen.scale(scale, scale);
  pen.fillStyle = paper || "white";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  for (const line of lines.head) write(pen, line, (line.strong ? ink : muted) || "black");
  pen.drawImage(image, margin, lines.chartTop, width, height);
  const foot = {text: text.source, font: `13px ${family}`, y: lines.chartTop + height + 26, strong: false};
  write(pen, foot, muted || "black");
  return await toBlob(canvas);
}

interface Line {
  readonly text: string;
  readonly font: string;
  readonly y: number;
  readonly strong: boolean;
}

function write(pen: CanvasRenderingContext2D, {text, font, y}: Line, colour: string): void {
  pen.font = font;
  pen.fillStyle = colour;
  pen.fillText(text, margin, y);
}

function layOut(pen: CanvasRenderingContext2D, {title, subtitle}: PictureText, width: number) {
  const head: Line[] = [];
  let y = margin + 10;
  const add = (words: string, font: string, height: number, strong: boolean): void => {
    pen.font = font;
    for (const text of wrap(words, width, (line) => pen.measureText(line).width)) {
      head.push({text, font, y, strong});
      y += height;
    }
  };
  add(title, `600 19px ${family}`, 25, true);
  add(subtitle, `14px ${family}`, 20, false);
  return {head, chartTop: y};
}

/** Breaks words into lines of at most `width`. */
export function wrap(text: string, width: number, measure: (line: string) => number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && measure(`${last} ${word}`) <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** A chart as the text of an SVG file of its own: variables resolved, fonts inside, no reference outwards. */
export async function chartSvg(svg: SVGSVGElement): Promise<string> {
  const {width, height} = svg.getBoundingClientRect();
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const styles = getComputedStyle(svg);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  copy.style.fontFamily = family;
  copy.style.color = styles.color;
  copy.style.setProperty("--plot-background", styles.getPropertyValue("--paper"));
  const font = document.createElementNS("http://www.w3.org/2000/svg", "style");
  font.textContent = await fontRule();
  copy.prepend(font);
  return resolveVariables(new XMLSerializer().serializeToString(copy), (name) =>
    styles.getPropertyValue(name)
  );
}

/** Puts the value of each CSS variable in place of var(--name) or var(--name, fallback). */
export function resolveVariables(source: string, valueOf: (name: string) => string): string {
  return source.replace(/var\((--[\w-]+)(?:,\s*([^()]*))?\)/g, (_, name: string, fallback?: string) => {
    return valueOf(name).trim() || fallback?.trim() || "currentColor";
  });
}

/** The page's own Latin font file as a rule with the file inside; empty when there is none. */
async function fontRule(): Promise<string> {
  const rule = Array.from(document.styleSheets)
    .flatMap(rulesOf)
    .find(
      (r) => r.style.fontFamily.includes("Source Sans 3") && r.style.fontStyle !== "italic" && isLatin(r)
    );
  const url = rule && /url\(["']?([^"')]+)/.exec(rule.style.getPropertyValue("src"))?.[1];
  if (!url) return "";
  const base = rule.parentStyleSheet?.href ?? document.baseURI;
  const bytes = await (await fetch(new URL(url, base))).arrayBuffer();
  const text = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join("");
  return `@font-face{font-family:"Source Sans 3 Variable";font-weight:200 900;src:url(data:font/woff2;base64,${btoa(text)})}`;
}

function rulesOf(sheet: CSSStyleSheet): CSSFontFaceRule[] {
  try {
    return Array.from(sheet.cssRules).filter((rule) => rule instanceof CSSFontFaceRule);
  } catch {
    return [];
  }
}

function isLatin(rule: CSSFontFaceRule): boolean {
  const range = rule.style.getPropertyValue("unicode-range");
  return range === "" || /U\+0?0?00-00FF|U\+0-FF/i.test(range);
}

function loadImage(address: string): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = () => reject(new Error("The chart could not be turned into a picture."));
    image.src = address;
  });
}

function toBlob(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error("The picture could not be made."))),
      "image/png"
    );
  });
}
