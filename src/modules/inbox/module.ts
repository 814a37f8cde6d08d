/**
 * What each person has read of the inbox. What lies in the inbox is computed from the books and from this device; only
 * that somebody has seen it is a fact, and it follows the person to every device.
 *
 * One row per person and thing, its id a digest of both, so that two devices that mark the same thing apart make one row.
 * The row is written again when the thing comes back, so there are never more rows than things that were ever marked.
 * `seen` is a digest of the facts the person saw: an alert that returns with other facts is unread again. Whichever
 * mark is newer counts; nobody is asked to decide between two of their own.
 */
import { column } from '#schema/column.ts';
import { defineModule } from '#schema/module.ts';
import { sheet } from '#schema/table.ts';

export const readTable = sheet({
  id: 'inbox.read',
  label: { zh: '已读', en: 'Read' },
  book: { audience: 'org' },
  idPrefix: 'read',
  onConflict: 'newest',
  columns: {
    owner: column.text({ label: { zh: '谁读过', en: 'Read by' }, required: true }),
    seen: column.text({ label: { zh: '读到的内容', en: 'What was read' }, required: true })
  }
});

export const inbox = defineModule({
  id: 'inbox',
  label: { zh: '收件箱', en: 'Inbox' },
  area: 'system',
  tables: [readTable],
  groups: [],
  computed: {},
  actions: [],
  alerts: [],
  pages: []
});
