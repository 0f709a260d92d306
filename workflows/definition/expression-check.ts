// Every expression of a document: its syntax, the $names it uses, and that secrets stay where only an activity reads them.
import { type Check, type Checking, report, warn } from './checking.ts';
import { type Suggestion, suggestion } from './closest.ts';
import { isJsonObject, type Json } from './json.ts';
import { pointer } from './pointer.ts';
import { byType, isType } from './shape.ts';
import { isRuntimeExpression, readSource, unwrap } from './expression-syntax.ts';

/** A field that is an expression by nature (if, when, while, in, until): with or without `${ }`. */
export function condition(checking: Checking, value: Json, path: string): void {
  if (isType(checking, value, path, 'string') && typeof value === 'string') checkSource(checking, value, path);
}

/** Data with `${ }` anywhere inside. */
export function template(checking: Checking, value: Json, path: string): void {
  if (typeof value === 'string') checkTemplateText(checking, value, path);
  else if (Array.isArray(value)) value.forEach((part: Json, index: number) => template(checking, part, pointer(path, index)));
  else if (isJsonObject(value)) for (const [name, part] of Object.entries(value)) template(checking, part, pointer(path, name));
}

/** Text that must be an expression, since the field itself is no text (a whole object of headers, say). */
export function expressionText(checking: Checking, value: Json, path: string): void {
  if (typeof value !== 'string') return;
  if (isRuntimeExpression(value)) return checkSource(checking, value, path);
  report(
    checking,
    path,
    'expression-expected',
    'This must be an object, or one expression such as ${ .headers }.',
    '객체이거나 ${ .headers } 같은 표현식 하나여야 합니다.',
  );
}

/** `from` and `as`: an expression as text, or an object with expressions inside. */
export const transformation: Check = byType({ string: condition, object: template });

function checkTemplateText(checking: Checking, text: string, path: string): void {
  if (isRuntimeExpression(text)) checkSource(checking, text, path);
  else if (text.includes('${')) {
    warn(
      checking,
      path,
      'expression-partial',
      'This is taken literally: an expression must be the whole text. Write ${ "Lot \\(.lot)" } instead of Lot ${ .lot }.',
      '글자 그대로 쓰입니다. 표현식은 글 전체여야 합니다. Lot ${ .lot } 대신 ${ "Lot \\(.lot)" }처럼 쓰세요.',
    );
  } else if (/\{\{.*\}\}/s.test(text)) {
    warn(
      checking,
      path,
      'foreign-expression',
      'This is taken literally: {{ }} is not an expression here; write ${ .field }.',
      '글자 그대로 쓰입니다. {{ }}는 표현식이 아닙니다. ${ .field }처럼 쓰세요.',
    );
  }
}

/** `text` as it stands in the document, with or without `${ }`. */
function checkSource(checking: Checking, text: string, path: string): void {
  const source = isRuntimeExpression(text) ? unwrap(text) : text;
  const read = readSource(source);
  if ('fault' in read) {
    const { line, column } = read;
    checking.issues.push({
      path,
      code: 'expression-syntax',
      message: `The expression cannot be read: ${sentence(read.fault)}`,
      messageKo: `표현식을 읽을 수 없습니다. 표현식의 ${line}행 ${column}열: ${sentence(read.fault)}`,
      lineWithin: linesBefore(text, source) + line,
    });
    return;
  }
  if (read.variables.includes('secrets') || read.variables.includes('authorization')) checkSecrets(checking, source, path);
  for (const name of read.variables) if (!checking.variables.has(name)) unknownVariable(checking, name, path);
}

function unknownVariable(checking: Checking, name: string, path: string): void {
  const guess =
    FOREIGN_VARIABLES[name] ??
    suggestion(
      name,
      [...checking.variables].filter((known) => checking.secrets || (known !== 'secrets' && known !== 'authorization')),
    );
  report(
    checking,
    path,
    'unknown-variable',
    `"$${name}" is not defined here.${guess.en}`,
    `여기에서 쓸 수 없는 변수입니다: "$${name}".${guess.ko}`,
  );
}

/** Names that people know from elsewhere. */
const FOREIGN_VARIABLES: Readonly<Record<string, Suggestion>> = {
  ENV: { en: ' An expression cannot read the environment.', ko: ' 표현식은 환경 변수를 읽을 수 없습니다.' },
  json: { en: ' The data is `.` itself, such as .lotNumber.', ko: ' 데이터는 .lotNumber처럼 `.`으로 씁니다.' },
  secret: { en: ' Did you mean "secrets"?', ko: ' "secrets" 아닌가요?' },
};

/** Lines of the text that stand before the expression itself begins. */
function linesBefore(text: string, source: string): number {
  return text.slice(0, Math.max(0, text.indexOf(source))).split('\n').length - 1;
}

function sentence(text: string): string {
  return /[.?]$/.test(text) ? text : `${text}.`;
}

const SECRET_NAME = /\$secrets\s*(?:\.\s*([A-Za-z_]\w*)|\.?\s*\[\s*"([^"\\]+)"\s*\]|\.\s*"([^"\\]+)")/g;

function checkSecrets(checking: Checking, source: string, path: string): void {
  if (!checking.secrets) {
    report(
      checking,
      path,
      'secret-in-workflow',
      '$secrets and $authorization may stand only in `with` of http, openapi and mcp calls and in use.authentications, so that they never enter the history.',
      '$secrets와 $authorization은 http, openapi, mcp 호출의 `with`와 use.authentications에만 쓸 수 있습니다. 실행 기록에 남지 않게 하려는 것입니다.',
    );
  }
  for (const match of source.matchAll(SECRET_NAME)) checkSecretName(checking, match[1] ?? match[2] ?? match[3] ?? '', path);
}

export function checkSecretName(checking: Checking, name: string, path: string): void {
  if (checking.declared.secrets.has(name)) return;
  const guess = suggestion(name, checking.declared.secrets);
  report(
    checking,
    path,
    'undeclared-secret',
    `The secret "${name}" is not listed in use.secrets.${guess.en}`,
    `비밀 값 "${name}"이(가) use.secrets에 없습니다.${guess.ko}`,
  );
}
