// The `${ }` layer: which strings are expressions, what becomes of the tree around them, and how conditions read.
import { describe, expect, test } from 'vitest';
import {
  evaluateCondition,
  evaluateField,
  evaluateTemplate,
  isRuntimeExpression,
  listExpressions,
  unwrap,
} from '../../workflows/expression/runtime-expression.ts';

const input = { lot: 'A1', items: [1, 2] };

describe('runtime expressions', () => {
  test('a whole string in ${ } is one, text around it makes it plain text', () => {
    expect(['${ .a }', '${.a}', ' ${ . } '].map(isRuntimeExpression)).toEqual([true, true, true]);
    expect(['.a', 'Lot ${ .a }', '${ .a', ''].map(isRuntimeExpression)).toEqual([false, false, false, false]);
    expect(unwrap('${ .a | .b }')).toBe('.a | .b');
  });

  test('strings are replaced anywhere in a tree: the first of several outputs, null for none', () => {
    const tree = { a: '${ .lot }', b: ['${ .items[] }', '${ empty }', 'x ${ .lot }'], c: { d: '${ $context.n + 1 }' }, e: 1 };
    expect(evaluateTemplate(tree, input, { mode: 'strict', variables: { context: { n: 1 } } })).toEqual({
      a: 'A1',
      b: [1, null, 'x ${ .lot }'],
      c: { d: 2 },
      e: 1,
    });
  });

  test('a tree without expressions is handed on, not copied', () => {
    const tree = { a: [1, { b: 'x' }] };
    expect(evaluateTemplate(tree, input, { mode: 'strict' })).toBe(tree);
  });

  test('bare jq in a field that is an expression counts in loose mode only', () => {
    expect(evaluateField('.lot', input, { mode: 'loose' })).toBe('A1');
    expect(evaluateField('.lot', input, { mode: 'strict' })).toBe('.lot');
    expect(evaluateField('${ .lot }', input, { mode: 'strict' })).toBe('A1');
  });

  test('conditions have the truth of jq, with and without ${ }', () => {
    expect(['${ .lot }', '.lot == "A1"', '0', '""'].map((text) => evaluateCondition(text, input, {}))).toEqual([true, true, true, true]);
    expect(['${ .none }', 'false', 'empty'].map((text) => evaluateCondition(text, input, {}))).toEqual([false, false, false]);
  });

  test('expressions of a document are listed with JSON Pointers', () => {
    expect(listExpressions({ 'a/b': ['x', '${ .y }'], 'c~': '${ 1 }' })).toEqual([
      { path: '/a~1b/1', source: '.y' },
      { path: '/c~0', source: '1' },
    ]);
  });
});
