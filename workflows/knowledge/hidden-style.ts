// Tells from CSS text whether an element is meant not to be seen. Only what a page states itself is looked at; nothing is loaded.

const unseen =
  /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0*)?%?\s*(?:;|!|$)|font-size\s*:\s*0(?:\.\d*)?(?:px|pt|em|rem|%)?\s*(?:;|!|$)|(?:left|top|right|text-indent|margin-left)\s*:\s*-\d{3,}(?:\.\d+)?(?:px|em|pt|rem|%)|clip\s*:\s*rect\(\s*0|clip-path\s*:\s*inset\(\s*(?:50|100)%|(?:max-)?(?:height|width)\s*:\s*0(?:px)?\s*(?:;|!|$))/i;
const whiteOrClear =
  /(?:^|;)\s*color\s*:\s*(?:white|#fff(?:f{3}|f)?|#f[ef]{5}|rgb\(\s*25[0-5]\s*,\s*25[0-5]\s*,\s*25[0-5]\s*\)|transparent|rgba\([^)]*,\s*0(?:\.0+)?\s*\))/i;
const background = /(?:^|;)\s*background(?:-color|-image)?\s*:/i;

export interface StyleSight {
  readonly hidden: boolean;
  /** White or clear letters: unseen on white paper, seen on a coloured ground. */
  readonly white: boolean;
  readonly hasBackground: boolean;
}

/** Reads the declarations of one element. */
export function styleSight(declarations: string): StyleSight {
  const plain = declarations.replace(/\/\*[\s\S]*?\*\//g, '');
  return { hidden: unseen.test(plain), white: whiteOrClear.test(plain), hasBackground: background.test(plain) };
}

/** The declarations of plain class and id selectors (`.note`, `#x`) of a style sheet; other selectors are not followed. */
export function simpleRules(sheet: string): Map<string, string> {
  const rules = new Map<string, string>();
  for (const match of sheet.replace(/\/\*[\s\S]*?\*\//g, '').matchAll(/([^{}]{1,500})\{([^{}]{0,5000})\}/g)) {
    for (const selector of (match[1] ?? '').split(',')) {
      const name = /^\s*(?:[a-z][a-z0-9]*)?([.#][\w-]+)\s*$/i.exec(selector)?.[1];
      if (name !== undefined) rules.set(name, `${rules.get(name) ?? ''};${match[2] ?? ''}`);
    }
  }
  return rules;
}
