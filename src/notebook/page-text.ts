/**
 * Text of a notebook as it may stand in a page. There, HTML, ${…} and fences of code would be run; here they
 * are made inert in a way that can be taken back exactly: a backslash before the first two, and "plain-"
 * before the language of a fence. Backslashes that already stand there are doubled.
 */
export function inertText(text: string): string {
  return text
    .replace(opensFence, `$1${asleep}`)
    .replace(live, (_, slashes: string, sign: string) => `${slashes}${slashes}\\${sign}`);
}

/** The text of a notebook out of a page. */
export function liveText(text: string): string {
  return text
    .replace(live, (all, slashes: string, sign: string) =>
      slashes.length % 2 === 1 ? `${slashes.slice(0, (slashes.length - 1) / 2)}${sign}` : all
    )
    .replace(new RegExp(opensFence.source.replace(/\(\?=.*$/, asleep), "gm"), "$1");
}

const asleep = "plain-";
/** What stands before the language of a fence, also inside quotations and lists. */
const opensFence = /^([ \t>*+\-\d.)]*(?:`{3,}|~{3,})[ \t]*)(?=[^\s`~])/gm;
/** What would begin an element, a comment or an expression. */
const live = /(\\*)(<(?=[A-Za-z/!?])|\$(?=\{))/g;
