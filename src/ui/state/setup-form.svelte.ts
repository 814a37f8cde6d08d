/** The set-up page's entries and what is wrong with them. Only what can be known here is checked; the server decides. */
import { refuse, type Refusal } from '#kernel/result.ts';
import { parseCell } from '#schema/cell.ts';
import type { Column } from '#schema/column.ts';
import { setUpOwner, type SignedInPerson } from './account.ts';

export type OwnerField = 'code' | 'name' | 'signIn' | 'password' | 'again';

interface ShopEntry {
  code: string;
  name: string;
}

const LEAST_CHARACTERS = 10;

/** The server's refusals that speak of one field. */
const FIELD_OF_RULE: Readonly<Record<string, OwnerField>> = {
  'wrong-set-up-code': 'code',
  'person-needs-a-name': 'name',
  'sign-in-name-form': 'signIn',
  'sign-in-name-taken': 'signIn',
  'password-too-short': 'password',
  'password-contains-name': 'password',
  'password-too-weak': 'password'
};

export class SetupEntries {
  readonly #shopCode: Column;
  code = $state('');
  name = $state('');
  signIn = $state('');
  password = $state('');
  again = $state('');
  shops = $state<ShopEntry[]>([{ code: '', name: '' }]);
  #hasTried = $state(false);
  #isBusy = $state(false);
  #refusal = $state.raw<Refusal | null>(null);

  constructor(shopCode: Column, code: string) {
    this.#shopCode = shopCode;
    this.code = code;
  }

  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** The server's answer that belongs to no field. */
  get refusal(): Refusal | null {
    return this.#refusal && !FIELD_OF_RULE[this.#refusal.rule] ? this.#refusal : null;
  }

  /** What to say under a field; nothing before the first try, so that an empty form does not scold. */
  problemOf(field: OwnerField): Refusal | 'differ' | null {
    if (this.#refusal && FIELD_OF_RULE[this.#refusal.rule] === field) return this.#refusal;
    return this.#hasTried ? this.#check(field) : null;
  }

  shopProblem(index: number): Refusal | 'twice' | null {
    const shop = this.shops[index];
    if (!this.#hasTried || !shop || this.#isBlank(shop)) return null;
    if (shop.name.trim() === '') return refuse('required');
    const code = parseCell(this.#shopCode, shop.code);
    if (!code.ok) return code;
    const same = this.shops.filter((other) => other.code.trim().toLowerCase() === code.value);
    return same.length > 1 ? 'twice' : null;
  }

  /** A field that changes is judged anew; the server's word about the old text no longer counts. */
  forgetRefusal(): void {
    this.#refusal = null;
  }

  async send(): Promise<SignedInPerson | null> {
    this.#hasTried = true;
    this.#refusal = null;
    const fields: readonly OwnerField[] = ['code', 'name', 'signIn', 'password', 'again'];
    const isWrong = fields.some((field) => this.#check(field)) || this.shops.some((_, i) => this.shopProblem(i));
    if (isWrong || this.#isBusy) return null;
    this.#isBusy = true;
    const answer = await setUpOwner({
      code: this.code.trim(),
      name: this.name.trim(),
      signIn: this.signIn.trim(),
      password: this.password,
      shops: this.shops
        .filter((shop) => !this.#isBlank(shop))
        .map(({ code, name }) => ({ code: code.trim().toLowerCase(), name: name.trim() }))
    });
    this.#isBusy = false;
    if (answer.ok) return answer.value;
    this.#refusal = answer;
    return null;
  }

  #check(field: OwnerField): Refusal | 'differ' | null {
    if (this[field].trim() === '') return refuse('required');
    if (field === 'password' && [...this.password].length < LEAST_CHARACTERS)
      return refuse('password-too-short', { least: LEAST_CHARACTERS });
    return field === 'again' && this.again !== this.password ? 'differ' : null;
  }

  #isBlank({ code, name }: ShopEntry): boolean {
    return code.trim() === '' && name.trim() === '';
  }
}
