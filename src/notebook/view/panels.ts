import type {Format} from "../../components/format.js";
import type {Notebook} from "../document.js";
import {starters} from "../gallery.js";
import type {History} from "../history.js";
import {shortcuts} from "../keys.js";
import type {Kept} from "../store.js";
import {button, element} from "./dom.js";

/** Shows a panel above the page; Escape or "Close" ends it, and the focus goes back to where it was. */
export function openPanel(
  title: string,
  ...content: readonly (Node | readonly Node[])[]
): {close: () => void} {
  const heading = element("h2", {id: "panel-title"}, title);
  const close = button("Close", () => dialog.close(), {className: "panel-close"});
  const dialog = element("dialog", {className: "panel", "aria-labelledby": "panel-title"}, heading, close);
  dialog.append(...content.flat());
  dialog.addEventListener("close", () => dialog.remove());
  document.querySelector("#observablehq-main, main, body")?.append(dialog);
  dialog.showModal();
  return {close: () => dialog.close()};
}

/** All keys, in two groups. */
export function showHelp(): void {
  const rows = (mode: "always" | "command"): HTMLElement[] =>
    shortcuts
      .filter((each) => each.mode === mode)
      .map(({keys, does}) =>
        element("div", {}, element("dt", {}, element("kbd", {}, keyText(keys))), element("dd", {}, does))
      );
  openPanel(
    "Keys",
    element("h3", {}, "Anywhere in a cell"),
    element("dl", {className: "keys"}, rows("always")),
    element("h3", {}, "On a cell that is not being edited"),
    element("dl", {className: "keys"}, rows("command")),
    element(
      "p",
      {},
      "In a query, Ctrl+Space offers names. A name says what it means when the pointer rests on it."
    )
  );
}

function keyText(keys: string): string {
  return keys.replace("ArrowUp", "↑").replace("ArrowDown", "↓").replace("Escape", "Esc");
}

/** What can be opened: starters, notebooks kept in this browser, files. */
export function showNotebooks(
  kept: readonly Omit<Kept, "history">[],
  format: Format,
  actions: {
    starter: (key: string) => void;
    open: (id: string) => void;
    remove: (id: string) => Promise<void>;
    blank: () => void;
    file: (file: File) => void;
  }
): void {
  const file = element("input", {
    type: "file",
    accept: ".md,.ipynb",
    onchange: () => {
      const [given] = file.files ?? [];
      if (given) then(() => actions.file(given))();
    }
  });
  const then = (act: () => void) => () => {
    panel.close();
    act();
  };
  const own = kept.map(({id, title, savedAt}) => {
    const item = element(
      "li",
      {},
      button(
        title,
        then(() => actions.open(id))
      ),
      element("span", {className: "panel-when"}, ` ${format.date(new Date(savedAt))} `),
      button("Delete", () => void actions.remove(id).then(() => item.remove()), {
        "aria-label": `Delete ${title}`
      })
    );
    return item;
  });
  const panel = openPanel(
    "Notebooks",
    element("p", {}, button("Begin an empty notebook", then(actions.blank))),
    element("h3", {}, "Questions to begin with"),
    element(
      "ul",
      {},
      starters.map(({key, notebook}) =>
        element(
          "li",
          {},
          button(
            notebook.title,
            then(() => actions.starter(key))
          )
        )
      )
    ),
    element("h3", {}, "Kept in this browser"),
    own.length > 0 ? element("ul", {}, own) : element("p", {className: "empty"}, "None yet."),
    element("h3", {}, "A page of a report, or a notebook of Jupyter"),
    element("label", {className: "panel-file"}, element("span", {}, "File ending in .md or .ipynb"), file)
  );
}

/** The versions of a notebook, the latest first. */
export function showVersions(
  {versions, now}: History<Notebook>,
  format: Format,
  bringBack: (index: number) => void
): void {
  const items = versions.map(({at, what, value}, index) => {
    const time = new Date(at).toLocaleTimeString(format.locale, {
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit"
    });
    const words = `${format.date(new Date(at))}, ${time}: ${what}, ${format.plural(value.cells.length, "cell")}`;
    const act = (): void => {
      panel.close();
      bringBack(index);
    };
    return element(
      "li",
      {},
      `${words} `,
      index === now ? "(shown)" : button("Bring back", act, {"aria-label": `Bring back ${words}`})
    );
  });
  const panel = openPanel("Versions", element("ul", {}, items.reverse()));
}

/** Ways to hand a notebook on. */
export function showShare(actions: {
  link: () => Promise<string>;
  page: () => void;
  jupyter: () => void;
  pageName: string;
}): void {
  const said = element("p", {role: "status"});
  const copy = button("Copy a link", () => {
    void actions
      .link()
      .then((sentence) => (said.textContent = sentence))
      .catch((error: unknown) => (said.textContent = (error as Error).message));
  });
  openPanel(
    "Hand it on",
    element(
      "p",
      {},
      copy,
      " that carries the whole notebook. It holds questions and settings, and none of the figures; it works with this report's address."
    ),
    said,
    element(
      "p",
      {},
      button("Save as a page", actions.page),
      ` of the report. Put it into src as ${actions.pageName}.md and build.`
    ),
    element(
      "p",
      {},
      button("Save for Jupyter", actions.jupyter),
      ". It runs beside report.duckdb with the duckdb package of Python, and opens again here."
    )
  );
}
