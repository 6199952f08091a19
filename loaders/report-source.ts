import type {Audience} from "./audience/audience.js";
import {ensureSnapshot, fingerprintWorkspace, frozenSnapshot} from "./project.js";
import {readFrozen} from "./quarters/frozen.js";
import {hashOf, type Snapshot} from "./snapshot.js";
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

/** The report of a workspace's files. */
export function workspaceReport(workspace: Workspace, audience: Audience): ReportSource {
  return {
    title: workspace.title,
    asOf: workspace.asOf,
    audience,
    fingerprint: async () => (await fingerprintWorkspace(workspace, audience)).fingerprint,
    snapshot: (onStep) => ensureSnapshot(workspace, {audience, ...(onStep ? {onStep} : {})})
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
