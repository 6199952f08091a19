/**
 * Gives the links to other pages of the site a query, so that what was chosen here holds there. The result
 * does so to all links at once; links that are made later get it when they are pointed at or focused.
 */
export function carryQuery(query: () => string): () => void {
  for (const event of ["pointerover", "focusin"]) {
    document.addEventListener(event, ({target}) => {
      const link = target instanceof Element ? target.closest<HTMLAnchorElement>("a[href]") : null;
      if (link) carry(link, query());
    });
  }
  return () => {
    for (const link of document.querySelectorAll<HTMLAnchorElement>("a[href]")) carry(link, query());
  };
}

/** Sets the query of a link to another page of this site; files and places within a page stay. */
function carry(link: HTMLAnchorElement, query: string): void {
  const href = link.getAttribute("href") ?? "";
  if (href.startsWith("#") || link.origin !== location.origin || link.hasAttribute("download")) return;
  if (/\.\w+$/.test(link.pathname) && !link.pathname.endsWith(".html")) return;
  const [, path = "", hash = ""] = /^([^?#]*)[^#]*(#.*)?$/.exec(href) ?? [];
  if (href !== `${path}${query}${hash}`) link.setAttribute("href", `${path}${query}${hash}`);
}
