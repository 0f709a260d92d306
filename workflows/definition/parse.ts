// The door for documents: YAML 1.2 or JSON text to a frozen WorkflowDocument, with every limit held and every place remembered.
// Whether the document means anything is the question of validate.ts.
import type { Document, ParsedNode } from 'yaml';
import type { WorkflowDocument } from './document.ts';
import { buildTree, type TreeFault } from './document-tree.ts';
import type { Issue } from './issue.ts';
import { isJsonObject } from './json.ts';
import { NO_SOURCE, type Place, type SourceMap, sourceMap } from './source-map.ts';
import { MAXIMUM_NESTING, readYaml } from './yaml-reading.ts';
import { YAML_OTHER, YAML_WORDING } from './yaml-wording.ts';

export const MAXIMUM_BYTES = 512 * 1024;
/** Past this many the rest of the list helps nobody. */
const MAXIMUM_SYNTAX_ISSUES = 50;

export interface Parsed {
  /** Absent when the text is no single YAML mapping within the limits. Not validated yet. */
  readonly document?: WorkflowDocument;
  readonly issues: readonly Issue[];
  readonly source: SourceMap;
}

/** Never throws. Limits: 512 KB, nesting 100, 100 alias expansions, 200,000 values; one document; unique keys. */
export function parseDocument(text: string): Parsed {
  if (isLongerThan(text, MAXIMUM_BYTES)) {
    return failed({
      path: '',
      code: 'document-too-large',
      message: 'The document is larger than 512 KB; split it into workflows that run each other.',
      messageKo: '문서가 512 KB보다 큽니다. 서로 실행하는 워크플로 여럿으로 나누세요.',
      line: 1,
      column: 1,
    });
  }
  const plain = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const { document, tooDeepAt, secondAt, lineStarts } = readYaml(plain);
  const placeAt = (offset: number): Place => placeOf(lineStarts, offset);
  if (tooDeepAt !== undefined) {
    return failed({
      path: '',
      code: 'too-deep',
      message: `The document nests deeper than ${MAXIMUM_NESTING} levels.`,
      messageKo: `문서가 ${MAXIMUM_NESTING}단계보다 깊이 중첩되었습니다.`,
      ...placeAt(tooDeepAt),
    });
  }
  const syntax = document ? syntaxIssues(document, plain, placeAt) : [];
  if (secondAt !== undefined) syntax.push({ path: '', ...said('MULTIPLE_DOCS'), ...placeAt(secondAt) });
  if (!document || syntax.length > 0) return { issues: syntax.slice(0, MAXIMUM_SYNTAX_ISSUES), source: NO_SOURCE };
  const tree = buildTree(document, plain);
  const source = sourceMap(tree.spans, placeAt);
  const issues = tree.faults.map((fault) => treeIssue(fault, placeAt));
  if (tree.stopped) return { issues, source };
  if (!isJsonObject(tree.value)) {
    const empty = tree.value === null;
    const message = empty ? 'The document is empty.' : 'The document must be an object with `document` and `do`.';
    const messageKo = empty ? '문서가 비어 있습니다.' : '문서는 `document`와 `do`를 가진 객체여야 합니다.';
    return { issues: [...issues, { path: '', code: empty ? 'empty-document' : 'type', message, messageKo, line: 1, column: 1 }], source };
  }
  return { document: tree.value as unknown as WorkflowDocument, issues, source };
}

function failed(issue: Issue): Parsed {
  return { issues: [issue], source: NO_SOURCE };
}

function treeIssue(fault: TreeFault, placeAt: (offset: number) => Place): Issue {
  return { path: fault.path, code: fault.code, message: fault.en, messageKo: fault.ko, ...placeAt(fault.offset) };
}

function said(yamlCode: string): Pick<Issue, 'code' | 'message' | 'messageKo'> {
  const { code, en, ko } = YAML_WORDING[yamlCode] ?? YAML_OTHER;
  return { code, message: en, messageKo: ko };
}

function syntaxIssues(document: Document.Parsed<ParsedNode>, text: string, placeAt: (offset: number) => Place): Issue[] {
  const { version, explicit } = document.directives.yaml;
  const issues: Issue[] = [];
  if (explicit === true && version !== '1.2') {
    issues.push({
      path: '',
      code: 'yaml-version',
      message: 'Only YAML 1.2 is read; leave the %YAML line out.',
      messageKo: 'YAML 1.2만 읽습니다. %YAML 줄을 빼세요.',
      line: 1,
      column: 1,
    });
  }
  // Tags that the schema does not know are only warnings to the library; to us they would change what a value is.
  for (const error of [...document.errors, ...document.warnings]) issues.push({ path: '', ...said(error.code), ...placeAt(error.pos[0]) });
  const control = controlCharacterAt(text);
  if (control !== -1) {
    issues.push({
      path: '',
      code: 'control-character',
      message: 'An invisible control character stands here; delete it.',
      messageKo: '보이지 않는 제어 문자가 있습니다. 지우세요.',
      ...placeAt(control),
    });
  }
  return issues;
}

function controlCharacterAt(text: string): number {
  // oxlint-disable-next-line no-control-regex -- it looks for exactly these
  return text.search(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]|\p{Surrogate}/u);
}

/** Counts UTF-8 bytes, but only as far as the limit. */
function isLongerThan(text: string, limit: number): boolean {
  if (text.length > limit) return true;
  if (text.length * 3 <= limit) return false;
  let bytes = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    // Each half of a surrogate pair counts two of the pair's four bytes.
    bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 2 : 3;
  }
  return bytes > limit;
}

function placeOf(lineStarts: readonly number[], offset: number): Place {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (lineStarts[low] ?? 0) + 1 };
}
