// Cleans text that came from outside of what a reader cannot see, and marks where it came from. It never judges what a text asks for:
// words in a document are data whatever they say, so nothing here looks for "instructions" and nothing may rely on such a look.

/** Where a text came from; `ref` names the document, note, mail or tool result. Text from outside is never trusted. */
export interface Provenance {
  readonly kind: 'document' | 'document-metadata' | 'image-text' | 'note' | 'mail' | 'tool-result';
  readonly ref: string;
  readonly trusted: false;
}

export interface RemovedCharacters {
  /** Zero-width characters, fillers, variation selectors and tag characters. */
  readonly invisible: number;
  /** Characters that reorder a line: what is read is not what is stored. */
  readonly direction: number;
  /** C0 and C1 controls except tab and line feed, private use and unpaired surrogates. */
  readonly control: number;
}

export interface CleanText {
  readonly text: string;
  readonly removed: RemovedCharacters;
}

export interface TaintedText extends CleanText {
  readonly provenance: Provenance;
}

const direction = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;
// The Hangul fillers count as letters, variation selectors and tags can carry a whole hidden message.
// Given as text: half of these characters cannot be looked at in a regular expression literal.
const invisible = new RegExp(
  String.raw`[\u00AD\u034F\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200D\u2060-\u2065\u206A-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF9-\uFFFB\u{E0000}-\u{E01EF}]`,
  'gu',
);
const control = new RegExp(
  String.raw`[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uE000-\uF8FF\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]`,
  'g',
);

/** Removes hidden characters and counts them; line ends become line feeds, the text is put into Unicode NFC. */
export function cleanText(text: string): CleanText {
  const counts = { invisible: 0, direction: 0, control: 0 };
  const strip = (kind: keyof typeof counts) => (): string => {
    counts[kind]++;
    return '';
  };
  // Composed first: decomposed Hangul (file names and text from macOS) must equal what people type.
  const cleaned = text
    .normalize('NFC')
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(direction, strip('direction'))
    .replace(invisible, strip('invisible'))
    .replace(control, strip('control'));
  return { text: cleaned, removed: counts };
}

/** Cleans a text and ties it to its source, which every later user of it carries on. */
export function taint(text: string, source: Omit<Provenance, 'trusted'>): TaintedText {
  return { ...cleanText(text), provenance: { ...source, trusted: false } };
}

/** Adds the counts of two texts. */
export function addRemoved(left: RemovedCharacters, right: RemovedCharacters): RemovedCharacters {
  return {
    invisible: left.invisible + right.invisible,
    direction: left.direction + right.direction,
    control: left.control + right.control,
  };
}
