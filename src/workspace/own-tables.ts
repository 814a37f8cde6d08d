/** The tables that managers' own columns and rules are rows of (module `own`). */
export const OWN_COLUMNS = 'own.columns';
export const OWN_RULES = 'own.rules';
