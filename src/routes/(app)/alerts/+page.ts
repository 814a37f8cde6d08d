import { redirect } from '@sveltejs/kit';

/** Alerts had a page of their own; links to it live on in bookmarks and printed notes. */
export function load(): never {
  redirect(307, '/inbox?show=alerts');
}
