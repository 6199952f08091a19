import {mkdir} from "node:fs/promises";
import {join} from "node:path";
import {packageVersion} from "./installed.js";

/**
 * Packages that Framework's client can import by name, so that its bundler asks for their version even when
 * no page uses them. The version after the name stands in for a package that is not installed; it only names
 * an empty folder, so any version does.
 */
const implicitPackages: Record<string, string> = {
  "@observablehq/plot": "0.6.17",
  "@observablehq/sample-datasets": "1.0.1",
  "apache-arrow": "17.0.0",
  arquero: "8.0.3",
  d3: "7.9.0",
  "d3-dsv": "3.0.1",
  echarts: "5.6.0",
  htl: "0.3.1",
  leaflet: "1.9.4",
  lodash: "4.17.21",
  "mapbox-gl": "3.10.0",
  "parquet-wasm": "0.6.1",
  react: "19.1.0",
  "react-dom": "19.1.0",
  "topojson-client": "3.1.0"
};

/**
 * Lets Framework build with no network. It looks a package's version up in the names of the folders in
 * `src/.observablehq/cache/_npm` before it asks the registry; empty folders are enough. Safe to repeat.
 */
export async function prepareOffline(root: string): Promise<void> {
  const names = Object.keys(implicitPackages);
  await Promise.all(names.map((name) => makePlaceholder(root, name, implicitPackages[name] ?? "")));
}

async function makePlaceholder(root: string, name: string, fallback: string): Promise<void> {
  const version = packageVersion(name) ?? fallback;
  await mkdir(join(root, "src/.observablehq/cache/_npm", `${name}@${version}`), {recursive: true});
}
