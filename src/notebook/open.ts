import {FileAttachment} from "observablehq:stdlib";
import {createDefinitions} from "../components/definitions.js";
import {createFormat} from "../components/format.js";
import type {Definition, Manifest} from "../components/manifest.js";
import {createSession} from "../components/session.js";
import {createDesk} from "./desk.js";
import {forgetfulStore, openStore} from "./store.js";
import {createApplication} from "./view/application.js";

/** The notebook of the site. The editor stands at once; the engine is fetched after it, or on first use. */
export async function openNotebook(): Promise<HTMLElement> {
  const [manifest, store] = await Promise.all([
    FileAttachment("../data/report/manifest.json").json() as Promise<Manifest>,
    openStore().catch(() => null)
  ]);
  const definitions = createDefinitions(
    () => FileAttachment("../data/report/metrics.json").json() as Promise<Definition[]>
  );
  const session = createSession(async (report) => {
    const {openReport} = await import("../components/engine.js");
    return openReport(report);
  });
  const application = await createApplication({
    manifest,
    definitions,
    session,
    desk: createDesk(session),
    format: createFormat(),
    store: store ?? forgetfulStore(),
    keeps: store !== null
  });
  performance.mark("notebook-ready");
  return application;
}
