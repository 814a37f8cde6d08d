/** Language and theme of this browser: remembered here, never synchronised, since they belong to a screen. */
import { chooseLanguage, localeOf, type Language } from '#text/text.ts';

export type Theme = 'light' | 'dark';

const LANGUAGE_KEY = 'lensbook.language';
const THEME_KEY = 'lensbook.theme';

export class Look {
  #language = $state<Language>(rememberedLanguage());
  #theme = $state<Theme>(rememberedTheme());

  get language(): Language {
    return this.#language;
  }

  set language(language: Language) {
    this.#language = language;
    localStorage.setItem(LANGUAGE_KEY, language);
    this.apply();
  }

  get theme(): Theme {
    return this.#theme;
  }

  set theme(theme: Theme) {
    this.#theme = theme;
    localStorage.setItem(THEME_KEY, theme);
    this.apply();
  }

  apply(): void {
    document.documentElement.dataset['theme'] = this.#theme;
    document.documentElement.lang = localeOf(this.#language);
  }
}

function rememberedLanguage(): Language {
  const known = localStorage.getItem(LANGUAGE_KEY);
  return known === 'zh' || known === 'en' ? known : chooseLanguage(navigator.languages);
}

function rememberedTheme(): Theme {
  const known = localStorage.getItem(THEME_KEY);
  if (known === 'light' || known === 'dark') return known;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}
