/**
 * Keeps what is read where it is while a page that stands is drawn anew, as in a preview after a change: the page stays as
 * high as it was, until the result is called. Does nothing for a page that is drawn for the first time.
 */
export function holdPlace(): () => void {
  const main = document.querySelector<HTMLElement>("main");
  if (!main?.querySelector(".filter-bar, .frame, .cards")) return () => undefined;
  main.style.minHeight = `${main.offsetHeight}px`;
  // Otherwise the browser follows pieces that are about to be taken away.
  main.style.overflowAnchor = "none";
  return () => {
    main.style.minHeight = main.style.overflowAnchor = "";
  };
}
