// The page's policy lets only styles with its nonce in. antd gives the nonce to its own styles but not to the two with which it stops a page from
// scrolling under a drawer and measures the scroll bar; so every style element that our scripts make gets it. Scripts are from here alone.
export const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "";

const make = document.createElement.bind(document) as (name: string, options?: ElementCreationOptions) => HTMLElement;
document.createElement = ((name: string, options?: ElementCreationOptions) => {
  const element = make(name, options);
  if (element instanceof HTMLStyleElement) element.nonce = nonce;
  return element;
}) as typeof document.createElement;
