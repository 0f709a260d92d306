// What is said of text that is no YAML. Keyed by the error codes of the `yaml` package; the sentences are ours and name the remedy.
import type { DocumentCode } from './issue-codes.ts';

export const YAML_WORDING: Readonly<Record<string, { readonly code: DocumentCode; readonly en: string; readonly ko: string }>> = {
  TAB_AS_INDENT: {
    code: 'yaml-tab',
    en: 'A tab indents this line; YAML allows only spaces there.',
    ko: '탭으로 들여 썼습니다. YAML은 들여쓰기에 공백만 쓸 수 있습니다.',
  },
  BAD_INDENT: {
    code: 'yaml-syntax',
    en: 'The indentation does not fit the lines around it, or a bracket is not closed.',
    ko: '들여쓰기가 앞뒤 줄과 맞지 않거나 괄호가 닫히지 않았습니다.',
  },
  MISSING_CHAR: {
    code: 'yaml-syntax',
    en: 'A closing quote, bracket, colon or comma is missing.',
    ko: '닫는 따옴표나 괄호, 콜론, 쉼표 가운데 하나가 빠졌습니다.',
  },
  UNEXPECTED_TOKEN: {
    code: 'yaml-syntax',
    en: 'Something stands here that YAML does not expect; quote the text if it is meant literally.',
    ko: '여기에 올 수 없는 글자가 있습니다. 글자 그대로라면 따옴표로 묶으세요.',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    code: 'yaml-syntax',
    en: 'A second ": " stands on this line, or the next line is indented too far; quote the text, or correct the indentation.',
    ko: '한 줄에 ": "가 두 번 있거나 다음 줄을 너무 깊이 들여 썼습니다. 따옴표로 묶거나 들여쓰기를 고치세요.',
  },
  MULTILINE_IMPLICIT_KEY: {
    code: 'yaml-syntax',
    en: 'A key must stand on one line; perhaps a colon is missing after it.',
    ko: '키는 한 줄에 있어야 합니다. 뒤에 콜론이 빠지지 않았는지 보세요.',
  },
  BLOCK_IN_FLOW: {
    code: 'yaml-syntax',
    en: 'Indented entries may not stand inside [ ] or { }.',
    ko: '[ ]나 { } 안에는 들여 쓴 항목을 둘 수 없습니다.',
  },
  BAD_SCALAR_START: {
    code: 'yaml-syntax',
    en: 'Plain text may not begin with this letter; quote it.',
    ko: '따옴표 없는 글은 이 글자로 시작할 수 없습니다. 따옴표로 묶으세요.',
  },
  BAD_DQ_ESCAPE: {
    code: 'yaml-syntax',
    en: 'This backslash sequence is unknown in double quotes; write \\\\ for a backslash, or use single quotes.',
    ko: '큰따옴표 안에서 쓸 수 없는 역슬래시입니다. \\\\로 쓰거나 작은따옴표를 쓰세요.',
  },
  KEY_OVER_1024_CHARS: {
    code: 'yaml-syntax',
    en: 'A key is longer than 1,024 characters; perhaps a quote is not closed.',
    ko: '키가 1,024자보다 깁니다. 따옴표가 닫혔는지 보세요.',
  },
  NON_STRING_KEY: {
    code: 'yaml-syntax',
    en: 'A key must be plain text, not a list or an object.',
    ko: '키는 글자여야 합니다. 목록이나 객체는 키가 될 수 없습니다.',
  },
  TAG_RESOLVE_FAILED: {
    code: 'yaml-tag',
    en: 'This tag (!name) is not supported; leave it out.',
    ko: '지원하지 않는 태그(!이름)입니다. 빼고 쓰세요.',
  },
  BAD_ALIAS: { code: 'yaml-alias', en: 'This alias (*name) cannot be read.', ko: '읽을 수 없는 별칭(*이름)입니다.' },
  ALIAS_PROPS: {
    code: 'yaml-alias',
    en: 'An alias (*name) may not have an anchor or a tag.',
    ko: '별칭(*이름)에는 앵커나 태그를 붙일 수 없습니다.',
  },
  MULTIPLE_ANCHORS: { code: 'yaml-syntax', en: 'A value has two anchors (&name); keep one.', ko: '앵커(&이름)가 둘입니다. 하나만 두세요.' },
  MULTIPLE_TAGS: { code: 'yaml-syntax', en: 'A value has two tags (!name); keep one.', ko: '태그(!이름)가 둘입니다. 하나만 두세요.' },
  MULTIPLE_DOCS: {
    code: 'yaml-multiple',
    en: 'The file holds more than one document; keep one per file.',
    ko: '파일에 문서가 여럿 있습니다. 파일마다 하나만 두세요.',
  },
  BAD_DIRECTIVE: {
    code: 'yaml-syntax',
    en: 'This line beginning with % is no directive of YAML.',
    ko: '%로 시작하는 이 줄은 YAML 지시문이 아닙니다.',
  },
};

export const YAML_OTHER: (typeof YAML_WORDING)[string] = {
  code: 'yaml-syntax',
  en: 'This cannot be read as YAML.',
  ko: 'YAML로 읽을 수 없습니다.',
};
