/** Everything is rendered in the browser from its own data: a server that renders pages would be needed to see them. */
export const ssr = false;
export const prerender = false;
