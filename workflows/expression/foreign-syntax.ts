// Expressions of other tools, recognised by their marks, so that the error says what to write instead.

const MARKS: readonly { readonly pattern: RegExp; readonly message: string }[] = [
  {
    pattern: /\{\{[\s\S]*\}\}/,
    message: '`{{ }}` is template syntax of other tools; write a jq expression without the braces, such as .name',
  },
  { pattern: /\$json\b/, message: '`$json` is n8n syntax; in jq the input is `.`, so write .name instead of $json.name' },
  { pattern: /\$node\b|\$items\b/, message: '`$node` and `$items` are n8n syntax; results of earlier tasks are in $context' },
  { pattern: /^\s*\$(\.|\[)/, message: '`$.path` is JSONPath or JSONata syntax; in jq the input is `.`, so write .path' },
  {
    pattern: /\$(sum|count|average|map|filter|string|number|exists|now|join|uppercase|lowercase)\s*\(/,
    message: '`$name(...)` is JSONata syntax; in jq functions have no $, such as add, length, map(...)',
  },
  { pattern: /&&|\|\|/, message: '`&&` and `||` are JavaScript; jq writes `and`, `or`' },
  { pattern: /=>/, message: '`=>` is JavaScript; jq writes map(...) or a def' },
  { pattern: /===|!==/, message: '`===` is JavaScript; jq writes == and !=' },
  { pattern: /\?\./, message: '`?.` is JavaScript; jq reads a missing field as null, or write .name?' },
  { pattern: /\?\?/, message: '`??` is JavaScript; jq writes //' },
  { pattern: /^\s*(states\.|\{%)/, message: 'this is JSONata of AWS Step Functions; write a jq expression such as .input.name' },
];

/** A sentence for a source that is written for another language, or undefined. Asked only after parsing failed. */
export function foreignSyntax(source: string): string | undefined {
  return MARKS.find((mark) => mark.pattern.test(source))?.message;
}
