import type {Audience} from "./audience/audience.js";
import {ensureSnapshot, fingerprintWorkspace, frozenSnapshot} from "./project.js";
import {readFrozen} from "./quarters/frozen.js";
import {hashOf} from "./hash.js";
import type {Snapshot} from "./snapshot.js";
import type {Workspace} from "./workspace.js";

/** What a site can be made from. */
export interface ReportSource {
  readonly title: string;
  readonly asOf: string;
  readonly audience: Audience;
  /** Changes whenever the figures may. */
  fingerprint(): Promise<string>;
  snapshot(onStep?: (sentence: string) => void): Promise<Snapshot>;
}

/** The report of a workspace's files. With `keepRows`, they are not read again where only metrics have changed. */
export function workspaceReport(
  workspace: Workspace,
  audience: Audience,
  {keepRows = false}: {keepRows?: boolean} = {}
): ReportSource {
  return {
    title: workspace.title,
    asOf: workspace.asOf,
    audience,
    fingerprint: async () => (await fingerprintWorkspace(workspace, audience)).fingerprint,
    snapshot: (onStep) => ensureSnapshot(workspace, {audience, keepRows, ...(onStep ? {onStep} : {})})
  };
}

/** The report of a frozen quarter, which needs none of the workspace's other files. */
export async function frozenReport(
  workspaceDir: string,
  name: string,
  audience: Audience
): Promise<ReportSource> {
  const {manifest, text} = await readFrozen(workspaceDir, name, audience);
  return {
    title: manifest.title,
    asOf: manifest.as_of,
    audience,
    fingerprint: () => Promise.resolve(hashOf("frozen", audience, text)),
    snapshot: () => frozenSnapshot(workspaceDir, name, audience)
  };
}
