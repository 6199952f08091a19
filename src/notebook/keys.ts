/** What a key does in a notebook. */
export type Action =
  | "run-next"
  | "run"
  | "run-insert"
  | "edit"
  | "leave"
  | "up"
  | "down"
  | "first"
  | "last"
  | "insert-above"
  | "insert-below"
  | "delete"
  | "undo"
  | "redo"
  | "move-up"
  | "move-down"
  | "to-text"
  | "to-sql"
  | "to-chart"
  | "to-input"
  | "stop"
  | "run-all"
  | "save"
  | "help";

/** As much of a keyboard event as is looked at. */
export interface Key {
  readonly key: string;
  readonly shiftKey?: boolean;
  readonly ctrlKey?: boolean;
  readonly metaKey?: boolean;
  readonly altKey?: boolean;
}

/** A row of the help: keys, and what they do. `mode` is where they work. */
export interface Shortcut {
  readonly keys: string;
  readonly does: string;
  readonly mode: "always" | "command";
  readonly action: Action;
}

/** Every key of the notebook. "d d" is the same key twice. */
export const shortcuts: readonly Shortcut[] = [
  {keys: "Shift+Enter", does: "Run the cell and go to the next", mode: "always", action: "run-next"},
  {keys: "Ctrl+Enter", does: "Run the cell and stay", mode: "always", action: "run"},
  {keys: "Alt+Enter", does: "Run the cell and insert one below", mode: "always", action: "run-insert"},
  {keys: "Ctrl+S", does: "Save a version", mode: "always", action: "save"},
  {keys: "Escape", does: "Leave the cell, to give commands", mode: "always", action: "leave"},
  {keys: "Enter", does: "Edit the cell", mode: "command", action: "edit"},
  {keys: "ArrowUp", does: "Go to the cell above", mode: "command", action: "up"},
  {keys: "k", does: "Go to the cell above", mode: "command", action: "up"},
  {keys: "ArrowDown", does: "Go to the cell below", mode: "command", action: "down"},
  {keys: "j", does: "Go to the cell below", mode: "command", action: "down"},
  {keys: "Home", does: "Go to the first cell", mode: "command", action: "first"},
  {keys: "End", does: "Go to the last cell", mode: "command", action: "last"},
  {keys: "a", does: "Insert a cell above", mode: "command", action: "insert-above"},
  {keys: "b", does: "Insert a cell below", mode: "command", action: "insert-below"},
  {keys: "d d", does: "Delete the cell", mode: "command", action: "delete"},
  {keys: "z", does: "Undo the last change of the notebook", mode: "command", action: "undo"},
  {keys: "Shift+Z", does: "Do it again", mode: "command", action: "redo"},
  {keys: "Ctrl+Shift+ArrowUp", does: "Move the cell up", mode: "command", action: "move-up"},
  {keys: "Ctrl+Shift+ArrowDown", does: "Move the cell down", mode: "command", action: "move-down"},
  {keys: "m", does: "Make it a text cell", mode: "command", action: "to-text"},
  {keys: "y", does: "Make it a SQL cell", mode: "command", action: "to-sql"},
  {keys: "c", does: "Make it a chart of the query above", mode: "command", action: "to-chart"},
  {keys: "n", does: "Make it an input", mode: "command", action: "to-input"},
  {keys: "i i", does: "Stop the query that is running", mode: "command", action: "stop"},
  {keys: "r r", does: "Run all cells", mode: "command", action: "run-all"},
  {keys: "h", does: "Show these keys", mode: "command", action: "help"},
  {keys: "?", does: "Show these keys", mode: "command", action: "help"}
];

/** Reads keys one at a time; a key that is pressed twice has to come within a second. */
export function createKeys(now: () => number = () => performance.now()) {
  let pending: {key: string; at: number} | null = null;
  return (event: Key, mode: "edit" | "command"): Action | null => {
    const key = keysOf(event);
    const allowed = shortcuts.filter((each) => each.mode === "always" || mode === "command");
    const twice = allowed.find(({keys}) => keys === `${key} ${key}`);
    if (!twice) {
      pending = null;
      return allowed.find(({keys}) => keys === key)?.action ?? null;
    }
    const second = pending?.key === key && now() - pending.at < 1000;
    pending = second ? null : {key, at: now()};
    return second ? twice.action : null;
  };
}

function keysOf({key, shiftKey, ctrlKey, metaKey, altKey}: Key): string {
  const single = key.length === 1;
  const parts = [
    (ctrlKey || metaKey) && "Ctrl",
    altKey && "Alt",
    shiftKey && (!single || /[a-z]/i.test(key)) && "Shift"
  ].filter((part) => typeof part === "string");
  const name = single ? (parts.length > 0 ? key.toUpperCase() : key.toLowerCase()) : key;
  return [...parts, name].join("+");
}
