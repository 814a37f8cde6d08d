/**
 * Saved views: which columns, order, filters of a page somebody wants to come back to. They are rows like any other, so
 * they reach every device of the chain, have a history and can be undone. An empty owner means everybody.
 */
import { column } from '#schema/column.ts';
import { defineModule } from '#schema/module.ts';
import { sheet } from '#schema/table.ts';

export const viewTable = sheet({
  id: 'views.views',
  label: { zh: '保存的视图', en: 'Saved views' },
  book: { audience: 'org' },
  title: ['name'],
  columns: {
    place: column.text({ label: { zh: '页面', en: 'Page' }, required: true }),
    name: column.text({ label: { zh: '名称', en: 'Name' }, required: true }),
    owner: column.text({ label: { zh: '只给谁看', en: 'Only for' } }),
    /** JSON; what a newer version adds an older one leaves out when it shows the view. */
    shows: column.text({ label: { zh: '内容', en: 'Content' }, required: true })
  }
});

export const views = defineModule({
  id: 'views',
  label: { zh: '视图', en: 'Views' },
  area: 'system',
  tables: [viewTable],
  groups: [],
  computed: {},
  actions: [],
  alerts: [],
  pages: []
});
