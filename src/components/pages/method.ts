import {html} from "htl";
import {createFormat} from "../format.js";
import type {Definition, Manifest} from "../manifest.js";

/** Every metric with its definition, parameters, columns and SQL, and a list of them at the top. */
export function methodPage(definitions: readonly Definition[], manifest: Manifest): HTMLElement {
  const sorted = [...definitions].sort((a, b) => a.title.localeCompare(b.title));
  return html`<div class="method">
    <p>${rulesText(manifest)}</p>
    <nav class="method-list" aria-label="Metrics">
      <ul>
        ${sorted.map((d) => html`<li><a href=${`#${d.name}`}>${d.title}</a></li>`)}
      </ul>
    </nav>
    ${sorted.map(metricSection)}
  </div>`;
}

function rulesText({as_of, min_n, ssi, fingerprint}: Manifest): string {
  const format = createFormat();
  return `The figures go to ${format.date(as_of)}. Rates carry a 95\u202f% interval (Wilson; Newcombe for differences). Below ${min_n} observations a count is shown instead of a rate. A missing value is not zero. The bands of the Social Selling Index begin at ${ssi.foundation} and ${ssi.active}.${fingerprint === "" ? "" : ` State of the data: ${fingerprint.slice(0, 12)}.`}`;
}

function metricSection(d: Definition): HTMLElement {
  const facts: [string, string][] = [
    ["One row", d.grain],
    ["Unit", d.unit],
    ["Dates", d.dates],
    ["Limits", d.limits],
    ["Source", d.source]
  ];
  return html`<section class="metric">
    <h2 id=${d.name}>${d.title}</h2>
    <p class="metric-name"><code>${d.name}(${d.parameters.map((p) => p.name).join(", ")})</code></p>
    <p>${d.definition}</p>
    <dl>
      ${facts
        .filter(([, words]) => words)
        .map(
          ([term, words]) =>
            html`<div>
              <dt>${term}</dt>
              <dd>${words}</dd>
            </div>`
        )}
    </dl>
    <details>
      <summary>Columns</summary>
      ${columnTable(d)}
    </details>
    <details>
      <summary>SQL</summary>
      <pre tabindex="0"><code>${d.sql}</code></pre>
    </details>
  </section>`;
}

function columnTable({title, columns}: Definition): HTMLElement {
  return html`<div class="table-scroll">
    <table>
      <caption class="visually-hidden">
        Columns of ${title}
      </caption>
      <thead>
        <tr>
          <th scope="col">Column</th>
          <th scope="col">Type</th>
          <th scope="col">What it holds</th>
        </tr>
      </thead>
      <tbody>
        ${columns.map(
          (c) =>
            html`<tr>
              <th scope="row"><code>${c.name}</code></th>
              <td>${c.type.toLowerCase()}</td>
              <td>${c.description}</td>
            </tr>`
        )}
      </tbody>
    </table>
  </div>`;
}
