/**
 * Shops, and who works where.
 *
 * A shop's code is part of the name of every book it writes, so it is lower case, short and never changes; the name on
 * the sign may. Credentials are not here: the directory is what colleagues see of one another (rule 22).
 */
import { column } from '#schema/column.ts';
import { defineModule } from '#schema/module.ts';
import { sheet } from '#schema/table.ts';

/** What a book name can carry (protocol: names), and never something that reads as a year or a month. */
const SHOP_CODE = /^(?!\d{4}(?:-\d{2})?$)[a-z0-9][a-z0-9-]{0,39}$/;

export const shopTable = sheet({
  id: 'shops.shops',
  label: { zh: '门店', en: 'Shops' },
  book: { audience: 'org' },
  key: 'code',
  idPrefix: 'shop',
  title: ['name'],
  columns: {
    code: column.text({
      label: { zh: '门店代码', en: 'Shop code' },
      help: {
        zh: '小写字母、数字和连字符，如 wuchang；建立后不能更改，单据和账簿都以它命名',
        en: 'Lower-case letters, digits and hyphens, e.g. wuchang; it never changes, documents and books are named after it'
      },
      required: true,
      unique: true,
      headings: ['代码', '店号', 'shop', 'code', 'shop_code'],
      normalize: (text) => text.normalize('NFKC').trim().toLowerCase(),
      pattern: SHOP_CODE,
      patternRule: 'shop-code-form',
      width: 110
    }),
    name: column.text({
      label: { zh: '门店名称', en: 'Shop name' },
      required: true,
      headings: ['店名', '名称', 'name'],
      width: 140
    }),
    address: column.text({ label: { zh: '地址', en: 'Address' }, headings: ['门店地址'], width: 260 }),
    phone: column.text({ label: { zh: '电话', en: 'Phone' }, headings: ['联系电话', '门店电话', 'tel'], width: 130 }),
    active: column.boolean({
      label: { zh: '营业中', en: 'Open for business' },
      headings: ['启用', 'active'],
      width: 80
    })
  }
});

/** Rows are written by the relay from its accounts store; browsers only read them. */
export const peopleTable = sheet({
  id: 'shops.people',
  label: { zh: '员工名录', en: 'People' },
  book: { audience: 'org' },
  key: 'id',
  idPrefix: 'person',
  title: ['name'],
  columns: {
    id: column.text({ label: { zh: '登录名', en: 'User' }, required: true, unique: true }),
    name: column.text({ label: { zh: '姓名', en: 'Name' }, required: true }),
    roles: column.text({
      label: { zh: '角色', en: 'Roles' },
      help: { zh: '多个角色以逗号分隔', en: 'Separated by commas' }
    }),
    shops: column.text({
      label: { zh: '所属门店', en: 'Shops' },
      help: { zh: '门店代码，以逗号分隔；* 为全部门店', en: 'Shop codes separated by commas; * is every shop' }
    }),
    state: column.choice({
      label: { zh: '状态', en: 'State' },
      choices: [
        { value: 'active', label: { zh: '在用', en: 'Active' } },
        { value: 'disabled', label: { zh: '停用', en: 'Disabled' } }
      ]
    })
  }
});

export const shops = defineModule({
  id: 'shops',
  label: { zh: '门店', en: 'Shops' },
  area: 'management',
  tables: [shopTable, peopleTable],
  groups: [],
  computed: {},
  actions: [],
  alerts: [],
  pages: [
    {
      id: 'shops',
      label: { zh: '门店', en: 'Shops' },
      table: shopTable.id,
      columns: Object.keys(shopTable.columns),
      frozen: 1,
      editable: true,
      imports: [{ kind: 'table' }]
    }
  ]
});
