// The syntax tree of a program: frozen data, one shape per construct. The parser makes it, compile/ turns it into filters.
import type { Json } from '../definition/json.ts';

export type BinaryOperator = '+' | '-' | '*' | '/' | '%' | '==' | '!=' | '<' | '<=' | '>' | '>=';
export type AssignOperator = '=' | '|=' | '+=' | '-=' | '*=' | '/=' | '%=' | '//=';

export type Node =
  | { readonly kind: 'identity' }
  | { readonly kind: 'recurse' }
  | { readonly kind: 'literal'; readonly value: Json }
  | { readonly kind: 'text'; readonly format: string; readonly parts: readonly (string | Node)[] }
  | { readonly kind: 'format'; readonly name: string; readonly at: number }
  | { readonly kind: 'index'; readonly target: Node; readonly key: Node; readonly isOptional?: boolean }
  | {
      readonly kind: 'slice';
      readonly target: Node;
      readonly from: Node | undefined;
      readonly to: Node | undefined;
      readonly isOptional?: boolean;
    }
  | { readonly kind: 'iterate'; readonly target: Node; readonly isOptional?: boolean }
  | { readonly kind: 'array'; readonly body: Node | undefined }
  | { readonly kind: 'object'; readonly entries: readonly ObjectEntry[] }
  | { readonly kind: 'negate'; readonly body: Node }
  | { readonly kind: 'pipe'; readonly left: Node; readonly right: Node }
  | { readonly kind: 'comma'; readonly left: Node; readonly right: Node }
  | { readonly kind: 'binary'; readonly operator: BinaryOperator; readonly left: Node; readonly right: Node }
  | { readonly kind: 'logic'; readonly operator: 'and' | 'or'; readonly left: Node; readonly right: Node }
  | { readonly kind: 'alternative'; readonly left: Node; readonly right: Node }
  | { readonly kind: 'assign'; readonly operator: AssignOperator; readonly left: Node; readonly right: Node }
  | { readonly kind: 'if'; readonly condition: Node; readonly consequent: Node; readonly otherwise: Node | undefined }
  | { readonly kind: 'try'; readonly body: Node; readonly handler: Node | undefined }
  | { readonly kind: 'reduce'; readonly source: Node; readonly patterns: readonly Pattern[]; readonly init: Node; readonly update: Node }
  | {
      readonly kind: 'foreach';
      readonly source: Node;
      readonly patterns: readonly Pattern[];
      readonly init: Node;
      readonly update: Node;
      readonly extract: Node | undefined;
    }
  | { readonly kind: 'define'; readonly definition: Definition; readonly body: Node }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Node[]; readonly at: number }
  | { readonly kind: 'variable'; readonly name: string; readonly at: number }
  | { readonly kind: 'label'; readonly name: string; readonly body: Node }
  | { readonly kind: 'break'; readonly name: string; readonly at: number }
  | { readonly kind: 'bind'; readonly source: Node; readonly patterns: readonly Pattern[]; readonly body: Node };

export interface ObjectEntry {
  readonly key: Node;
  readonly value: Node;
}

/** `def name(params): body;` A parameter with `$` is bound to a value, one without is a filter. */
export interface Definition {
  readonly name: string;
  readonly params: readonly { readonly name: string; readonly isValue: boolean }[];
  readonly body: Node;
}

export type Pattern =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'array'; readonly items: readonly Pattern[] }
  | { readonly kind: 'object'; readonly entries: readonly PatternEntry[] };

export interface PatternEntry {
  readonly key: Node;
  /** `{$name}` and `{$name: pattern}` bind the whole value to this name. */
  readonly variable: string | undefined;
  readonly pattern: Pattern | undefined;
}

/** Names a pattern binds, in order, without repeats. */
export function namesOf(pattern: Pattern): string[] {
  switch (pattern.kind) {
    case 'variable':
      return [pattern.name];
    case 'array':
      return [...new Set(pattern.items.flatMap(namesOf))];
    case 'object':
      return [
        ...new Set(
          pattern.entries.flatMap((entry) => [
            ...(entry.variable === undefined ? [] : [entry.variable]),
            ...(entry.pattern === undefined ? [] : namesOf(entry.pattern)),
          ]),
        ),
      ];
  }
}
