import {FileAttachment} from "observablehq:stdlib";
import {createGate} from "../components/gate.js";
import {createDefinitions} from "../components/definitions.js";
import {createFormat} from "../components/format.js";
import type {Definition, Manifest} from "../components/manifest.js";
import {openEngine} from "../components/open-engine.js";
import {createSession} from "../components/session.js";
import {createVault} from "../components/vault.js";
import {createDesk} from "./desk.js";
import {forgetfulStore, openStore} from "./store.js";
import {createApplication} from "./view/application.js";

/** The notebook of the site. The editor stands at once; the engine is fetched after it, or on first use. */
export async function openNotebook(): Promise<HTMLElement> {
  const vault = createVault(createGate());
  const [manifest, store] = await Promise.all([
    vault.json(FileAttachment("../data/report/manifest.json")) as Promise<Manifest>,
    openStore().catch(() => null)
  ]);
  const definitions = createDefinitions(
    () => vault.json(FileAttachment("../data/report/metrics.json")) as Promise<Definition[]>
  );
  const session = createSession((report) => openEngine(report, vault));
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
