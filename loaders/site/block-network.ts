/**
 * Loaded into Framework's process before it starts. Framework fetches what a page uses without importing it,
 * such as `Plot` or a CSV parser, from a public network; the site is built from installed packages only, with
 * or without a network, so this makes every such request fail.
 */
globalThis.fetch = (input) => {
  const address = input instanceof Request ? input.url : String(input);
  return Promise.reject(new Error(`network is off: ${address}`));
};

export {};
