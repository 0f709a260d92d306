// What is wrong with a document or an input, as data. Validation collects every issue; the caller decides to throw.

/** One fault: where it is (JSON Pointer, 1-based line), what it is (kebab-case code, docs/errors.md), and a sentence with the remedy. */
export interface Issue {
  /** JSON Pointer; "" is the whole document. For something missing: the path of its parent. */
  readonly path: string;
  readonly code: string;
  /** One English sentence. */
  readonly message: string;
  /** The same sentence in Korean, where the issue is shown to people. */
  readonly messageKo?: string;
  readonly line?: number;
  readonly column?: number;
}
