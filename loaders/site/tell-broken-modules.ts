import {type IncomingMessage, Server, type ServerResponse} from "node:http";
import {posix} from "node:path";
import {faultOf, standIn} from "./broken-modules.js";

/**
 * Loaded into the process of Framework's preview before it starts. Framework answers the request for a module that cannot
 * be read with an error that a browser does not show to the page, which then says that it "failed to fetch". Here such a
 * request is answered by a module that throws a sentence with the place and the mend, so that it stands at the cell.
 */
const prefix = "/_import/";

// eslint-disable-next-line @typescript-eslint/unbound-method -- called with the server that it is taken from
const emit = Server.prototype.emit as (this: Server, event: string, ...rest: unknown[]) => boolean;
Server.prototype.emit = function (this: Server, event: string, ...rest: unknown[]): boolean {
  const pass = (): boolean => emit.call(this, event, ...rest);
  if (event !== "request") return pass();
  const [request, response] = rest as [IncomingMessage, ServerResponse];
  const path = modulePath(request.url ?? "");
  if (path === null) return pass();
  void faultOf(process.cwd(), path).then((fault) => {
    if (fault === null) return pass();
    response.setHeader("Content-Type", "text/javascript");
    response.setHeader("Cache-Control", "no-store");
    response.end(standIn(process.cwd(), path, fault));
    return true;
  });
  return true;
};

/** "components/page.js" for a request for that module; null for any other. */
function modulePath(url: string): string | null {
  const {pathname} = new URL(url, "http://localhost");
  if (!pathname.startsWith(prefix) || !pathname.endsWith(".js")) return null;
  try {
    return posix.normalize(decodeURIComponent(pathname.slice(prefix.length)));
  } catch {
    return null;
  }
}
