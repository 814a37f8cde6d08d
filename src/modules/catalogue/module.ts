/** Catalogue: what the chain sells. Stock, prices by group and suppliers are other modules that refer to its rows. */
import { computed, isCellError, type ComputedValue } from '#schema/computed.ts';
import { defineModule } from '#schema/module.ts';
import { stockClassOf, stockClasses } from './product-kinds.ts';
import { products } from './products.ts';

const classOf = (kind: ComputedValue = null): ComputedValue => (isCellError(kind) ? kind : stockClassOf(kind));

export const catalogue = defineModule({
  id: 'catalogue',
  label: { zh: '商品', en: 'Catalogue' },
  area: 'business',
  tables: [products],
  groups: [],
  computed: {
    [products.id]: {
      stockClass: computed.formula({
        label: { zh: '存货类别', en: 'Stock class' },
        words: { zh: '= 由类别决定', en: '= follows from the kind' },
        shows: 'choice',
        choices: stockClasses,
        of: ['kind'],
        compute: classOf,
        width: 90
      })
    }
  },
  actions: [],
  alerts: [],
  pages: [
    {
      id: 'products',
      label: { zh: '商品档案', en: 'Item file' },
      table: products.id,
      columns: [...Object.keys(products.columns), 'stockClass'],
      frozen: 1,
      editable: true,
      imports: [{ kind: 'table' }]
    }
  ]
});
