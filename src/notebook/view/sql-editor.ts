import {
  autocompletion,
  completionKeymap,
  ifNotIn,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  type CompletionSource
} from "@codemirror/autocomplete";
import {defaultKeymap, history, historyKeymap, indentWithTab} from "@codemirror/commands";
import {keywordCompletionSource, PostgreSQL, sql, SQLDialect} from "@codemirror/lang-sql";
import {bracketMatching, HighlightStyle, syntaxHighlighting} from "@codemirror/language";
import {EditorState, StateEffect, StateField, type Extension} from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  drawSelection,
  EditorView,
  hoverTooltip,
  keymap,
  placeholder,
  type Tooltip
} from "@codemirror/view";
import {classHighlighter, highlightTree, tags} from "@lezer/highlight";
import type {Known} from "../catalogue.js";
import {columnsBefore, metricAround, wordAt} from "../complete.js";
import {element} from "./dom.js";

/** What an editor asks about the names in its query. */
export interface Names {
  all(): readonly Known[];
  columnsOf(name: string): readonly Known[];
  parametersOf(name: string): readonly Known[];
}

const dialect = SQLDialect.define({
  ...PostgreSQL.spec,
  keywords: `${PostgreSQL.spec.keywords ?? ""} qualify pivot unpivot summarize describe exclude positional asof`,
  types: `${PostgreSQL.spec.types ?? ""} hugeint utinyint usmallint uinteger ubigint double`,
  operatorChars: "*+-%<>!=&|~^/?:@#"
});
const language = sql({dialect});

/** Writes a query with its words coloured, without an editor; `at` is underlined as the place of an error. */
export function highlighted(text: string, at: number | null): DocumentFragment {
  const fragment = document.createDocumentFragment();
  let end = 0;
  const add = (from: number, to: number, classes: string): void => {
    if (to > from) fragment.append(element("span", {className: classes}, text.slice(from, to)));
  };
  const [low, high] = at === null ? [-1, -1] : errorRange(text, at);
  const cut = (from: number, to: number, classes: string): void => {
    const stops = [from, Math.min(to, Math.max(from, low)), Math.min(to, Math.max(from, high)), to];
    add(stops[0]!, stops[1]!, classes);
    add(stops[1]!, stops[2]!, `${classes} error-place`);
    add(stops[2]!, stops[3]!, classes);
  };
  highlightTree(language.language.parser.parse(text), classHighlighter, (from, to, classes) => {
    cut(end, from, "");
    cut(from, to, classes);
    end = to;
  });
  cut(end, text.length, "");
  return fragment;
}

/** The word at a place, or one letter. */
export function errorRange(text: string, at: number): [number, number] {
  const length = /^[\p{L}\p{N}_]+/u.exec(text.slice(at))?.[0].length ?? 1;
  const from = Math.min(at, Math.max(0, text.length - 1));
  return [from, Math.min(text.length, from + length)];
}

const setError = StateEffect.define<number | null>();
const errorField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    const next = transaction.docChanged ? Decoration.none : marks;
    const effect = transaction.effects.find((each) => each.is(setError));
    if (!effect) return next;
    const at = effect.value;
    const text = transaction.newDoc.toString();
    if (at === null || text === "") return Decoration.none;
    const [from, to] = errorRange(text, at);
    return from < to
      ? Decoration.set([Decoration.mark({class: "error-place"}).range(from, to)])
      : Decoration.none;
  },
  provide: (field) => EditorView.decorations.from(field)
});

/** An editor for the text of a cell. */
export interface Editor {
  readonly element: HTMLElement;
  focus(): void;
  /** Marks the place of an error; null takes the mark away. */
  mark(at: number | null): void;
  /** The state, with what can be undone, so that the cell can be opened again as it was left. */
  close(): EditorState;
}

export interface EditorOptions {
  readonly label: string;
  /** A state that an earlier editor of this cell was closed with. */
  readonly state?: EditorState | undefined;
  readonly text: string;
  /** Null for plain text. */
  readonly names: Names | null;
  readonly onChange: (text: string) => void;
  readonly onLeave: () => void;
}

/** Opens an editor. Keys that run, leave or move are heard by the notebook before the editor sees them. */
export function openEditor({label, state, text, names, onChange, onLeave}: EditorOptions): Editor {
  const extensions: Extension[] = [
    history(),
    drawSelection(),
    bracketMatching(),
    EditorView.lineWrapping,
    errorField,
    EditorView.contentAttributes.of({"aria-label": label, spellcheck: names ? "false" : "true"}),
    placeholder(names ? "SELECT … FROM a table, a metric or another cell" : "Markdown"),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) onChange(update.state.doc.toString());
      if (update.focusChanged && !update.view.hasFocus) onLeave();
    }),
    names ? sqlExtensions(names) : [],
    keymap.of([
      ...completionKeymap,
      ...defaultKeymap.filter(({key}) => key !== "Mod-Enter"),
      ...historyKeymap,
      indentWithTab
    ])
  ];
  const kept = state?.doc.toString() === text ? state : undefined;
  const view = new EditorView({state: kept ?? EditorState.create({doc: text, extensions})});
  return {
    element: view.dom,
    focus: () => view.focus(),
    mark: (at) => view.dispatch({effects: setError.of(at)}),
    close() {
      const last = view.state;
      view.destroy();
      return last;
    }
  };
}

function sqlExtensions(names: Names): Extension {
  return [
    language,
    syntaxHighlighting(HighlightStyle.define(styles)),
    autocompletion({
      override: [completions(names), keywordCompletionSource(dialect, false)].map(outsideWords),
      icons: false
    }),
    hoverTooltip((view, at) => explain(view, at, names))
  ];
}

const styles = [
  {tag: tags.keyword, class: "tok-keyword"},
  {tag: [tags.string, tags.special(tags.string)], class: "tok-string"},
  {tag: tags.number, class: "tok-number"},
  {tag: tags.comment, class: "tok-comment"},
  {tag: tags.typeName, class: "tok-typeName"}
];

/** Nothing is completed in comments and quoted texts, which hold words and no names. */
const outsideWords = (source: CompletionSource): CompletionSource =>
  ifNotIn(["LineComment", "BlockComment", "String"], source);

function completions(names: Names) {
  return ({state, pos, explicit}: CompletionContext): CompletionResult | null => {
    const text = state.doc.toString();
    const {from, word, owner} = wordAt(text, pos);
    if (owner !== null) return {from, options: names.columnsOf(owner).map(option)};
    if (word === "" && !explicit) return null;
    const metric = metricAround(text, pos);
    const near = columnsBefore(text).flatMap((table) => names.columnsOf(table));
    const known = [...(metric === null ? [] : names.parametersOf(metric)), ...near, ...names.all()];
    return {from, options: unique(known).map(option), validFor: /^[\w$]*$/};
  };
}

function unique(known: readonly Known[]): Known[] {
  return [
    ...new Map([...known].reverse().map((each) => [`${each.kind} ${each.name}`, each])).values()
  ].reverse();
}

function option(known: Known): Completion {
  const rank = {parameter: 5, column: 3, cell: 4, input: 2, table: 2, metric: 1}[known.kind];
  return {
    label: known.name,
    detail: known.detail,
    boost: rank,
    info: () => explanation(known),
    apply: known.kind === "metric" ? insertCall : known.apply
  };
}

/** Writes a call and puts the cursor between its brackets. */
function insertCall(view: EditorView, {label}: Completion, from: number, to: number): void {
  view.dispatch({changes: {from, to, insert: `${label}()`}, selection: {anchor: from + label.length + 1}});
}

function explain(view: EditorView, at: number, names: Names): Tooltip | null {
  const text = view.state.doc.toString();
  const {from, to, word, owner} = wordAt(text, at, {whole: true});
  if (word === "") return null;
  const near = (owner === null ? columnsBefore(text) : [owner]).flatMap((table) => names.columnsOf(table));
  const known = [...names.all(), ...near].find(({name}) => name === word.toLowerCase());
  return known ? {pos: from, end: to, above: true, create: () => ({dom: explanation(known)})} : null;
}

function explanation({name, kind, about}: Known): HTMLElement {
  const [first = "", ...rest] = about;
  return element(
    "div",
    {className: "known"},
    element("p", {}, element("strong", {}, name), ` · ${kind}`),
    element("p", {}, first),
    rest.slice(0, 12).map((line) => element("p", {className: "known-line"}, line)),
    rest.length > 12 && element("p", {className: "known-line"}, `and ${rest.length - 12} more`)
  );
}
