import {FileAttachment, type FileAttachmentValue} from "observablehq:stdlib";
import {createAhead} from "./ahead.js";
import {callSql, type MetricArgs} from "./calls.js";
import {createDefinitions} from "./definitions.js";
import {createFilterBar, dateline, type FilterBar} from "./filter-bar.js";
import {neighbours, readChoice, toFilters, writeChoice, type Choice, type Filters} from "./filters.js";
import {createFormat} from "./format.js";
import {createGate} from "./gate.js";
import {holdPlace} from "./hold-place.js";
import {carryQuery} from "./links.js";
import type {Definition, Manifest} from "./manifest.js";
import {openEngine} from "./open-engine.js";
import {createParts} from "./parts.js";
import {createMetrics, type PageFault} from "./metrics.js";
import type {Answer, Rows} from "./rows.js";
import {createSellerPicker, type SellerPicker} from "./seller-picker.js";
import {createShowButton} from "./show-button.js";
import {createSession} from "./session.js";
import {showProblems} from "./problems.js";
import {rowsTable} from "./table.js";
import {createTiming} from "./timing.js";
import {createVault} from "./vault.js";
import {createView} from "./view.js";

/** A page's calls, answered at the default filters when the report was built. */
interface FirstView {
  readonly calls: Readonly<Record<string, Answer>>;
  readonly faults?: readonly PageFault[];
}

/** Everything a page needs; see docs: write a page. */
export type Page = Awaited<ReturnType<typeof openPage>>;

/**
 * Opens a page on its first view. Figures at the default filters come from that file; all others from
 * the query engine, which is fetched once the page has been drawn.
 */
export async function openPage(firstViewFile?: FileAttachmentValue) {
  const vault = createVault(createGate());
  const [manifest, firstView] = await Promise.all([
    vault.json(FileAttachment("../data/report/manifest.json")) as Promise<Manifest>,
    firstViewFile && (vault.json(firstViewFile) as Promise<FirstView>)
  ]);
  const format = createFormat();
  showProblems(manifest);
  const definitions = createDefinitions(
    () => vault.json(FileAttachment("../data/report/metrics.json")) as Promise<Definition[]>
  );
  const session = createSession((report) => openEngine(report, vault));
  const timing = createTiming();
  void timing.firstDrawn.then(holdPlace());
  const ask = createMetrics(firstView?.calls ?? {}, session, firstView?.faults);
  const ahead = createAhead({
    ask: async ({name, args}) => (await ask.answer(name, args)).length,
    now: () => performance.now(),
    idle: whenIdle
  });
  let bar: FilterBar | null = null;
  let {choice} = readChoice(location.search, manifest);
  let filters = toFilters(choice, manifest, format);

  const carryToLinks = carryQuery(() => writeChoice(choice, manifest));
  carryToLinks();

  const parts = createParts({
    context: () => ({manifest, filters, format}),
    definitions,
    host: {timing, view: createView(), retry: () => bar?.dispatchEvent(new Event("input"))}
  });

  function askAhead(): void {
    if (session.state.is !== "ready") return;
    const next = neighbours(choice, manifest).map((each) => toFilters(each, manifest, format));
    ahead.start(ask.calls(), filters, next).catch(() => undefined);
  }

  function openFilterBar(): FilterBar {
    const onChange = (nextFilters: Filters, nextChoice: Choice): void => {
      [filters, choice] = [nextFilters, nextChoice];
      carryToLinks();
      ahead.stop();
      ask.forgetCalls();
      timing.changed();
    };
    if (!savesData()) {
      void timing.firstDrawn.then(whenIdle).then(() => session.prepare());
      session.watch(({is}) => void (is === "ready" && askAhead()));
      timing.onSettled(askAhead);
    }
    const made = createFilterBar({manifest, format, session, onChange});
    made.prepend(dateline(manifest, format));
    return made;
  }

  return {
    manifest,
    format,
    definitions,
    metric: ask.metric,
    /** The columns of a metric without blanks, as plain arrays of numbers, for what SQL would take too long to do. */
    columns: async (name: string, args: MetricArgs | Filters) =>
      (await session.database()).columns(callSql(name, {...args} as MetricArgs)),
    sql: ask.sql,
    /** What `sql` fences show their rows with. */
    Inputs: {table: (rows: Rows) => rowsTable(rows, {format})},
    /** The dateline and the filters, as an input whose value is the filters. */
    filterBar: (): FilterBar => (bar ??= openFilterBar()),
    /** A button for what is too long to be there at once, as an input whose value is null until it is pressed. */
    showButton: createShowButton,
    /** A searchable list of sellers, as an input whose value is the one chosen, or null. */
    sellerPicker: (label?: string): SellerPicker =>
      createSellerPicker({
        sellers: () => ask.answer("seller_list"),
        ...(label === undefined ? {} : {label})
      }),
    ...parts
  };
}

/** Resolves when the browser has nothing better to do. */
function whenIdle(): Promise<void> {
  return new Promise((resolve) => {
    if ("requestIdleCallback" in window) requestIdleCallback(() => resolve(), {timeout: 2000});
    else setTimeout(resolve, 50);
  });
}

/** Whether the reader asked the browser to save data; then nothing is fetched before it is needed. */
function savesData(): boolean {
  const {connection} = navigator as Navigator & {connection?: {saveData?: boolean}};
  return connection?.saveData === true;
}
