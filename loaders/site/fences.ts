/** A fenced block of code in a page. */
export interface Fence {
  /** Language, in lower case; empty when none is given. */
  tag: string;
  /** What follows the language on the opening line, such as `id=rows`. */
  info: string;
  /** Line of the page, from 1, on which the code starts. */
  line: number;
  code: string;
}

/** The fenced blocks of a page's Markdown, in order. An unclosed block runs to the end, as in Markdown. */
export function readFences(markdown: string): Fence[] {
  const fences: Fence[] = [];
  let open: {mark: string; fence: Fence} | null = null;
  for (const [index, text] of markdown.split(/\r?\n/).entries()) {
    if (open === null) {
      open = openFence(text, index + 2);
      if (open) fences.push(open.fence);
    } else if (closes(text, open.mark)) open = null;
    else open.fence.code += `${text}\n`;
  }
  return fences;
}

function openFence(text: string, line: number): {mark: string; fence: Fence} | null {
  const match = /^ {0,3}(`{3,}|~{3,})\s*([^\s`]*)\s*([^`]*)$/.exec(text);
  if (!match) return null;
  const [, mark = "", tag = "", info = ""] = match;
  return {mark, fence: {tag: tag.toLowerCase(), info: info.trim(), line, code: ""}};
}

function closes(text: string, mark: string): boolean {
  const end = text.trim();
  return end.startsWith(mark) && end === (mark[0] ?? "").repeat(end.length);
}
