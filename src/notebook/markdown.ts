import DOMPurify from "dompurify";
import {Marked} from "marked";

const marked = new Marked({gfm: true, async: false});

/** Elements and attributes that a text may have; everything else of HTML is left out. */
const allowed = {
  ALLOWED_TAGS: (
    "h1 h2 h3 h4 h5 h6 p br hr em strong b i u s del sub sup mark small code pre kbd blockquote ul ol li dl dt dd " +
    "table thead tbody tr th td a input abbr"
  ).split(" "),
  ALLOWED_ATTR: ["href", "title", "align", "start", "type", "checked", "disabled"],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|#|\.{0,2}\/|[^a-z]|[a-z+.-]+(?:[^a-z+.\-:]|$))/i
};

/** Markdown as elements. Scripts, handlers, styles, pictures and frames in it are left out. */
export function renderMarkdown(text: string): DocumentFragment {
  const html = marked.parse(text, {async: false});
  const fragment = DOMPurify.sanitize(html, {...allowed, RETURN_DOM_FRAGMENT: true});
  for (const input of fragment.querySelectorAll("input")) keepCheckbox(input);
  for (const link of fragment.querySelectorAll("a")) {
    link.rel = "noopener noreferrer";
    link.referrerPolicy = "no-referrer";
  }
  return fragment;
}

/** The boxes of task lists are shown, and are no controls. */
function keepCheckbox(input: HTMLInputElement): void {
  if (input.type !== "checkbox") return input.remove();
  input.replaceWith(input.checked ? "☑ " : "☐ ");
}
