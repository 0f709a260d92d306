import { describe, expect, test } from 'vitest';
import { jsonIssues, mediaType, parseJson } from '../../functions/shared/body.ts';
import { AppError } from '../../workflows/definition/errors.ts';

const codes = (text: string, limits?: Parameters<typeof parseJson>[1]): readonly string[] => {
  try {
    parseJson(text, limits);
    return [];
  } catch (error) {
    return error instanceof AppError ? [error.code, ...error.issues.map((issue) => `${issue.path} ${issue.code}`)] : ['?'];
  }
};

describe('parseJson', () => {
  test.each([
    ['{"__proto__":{"polluted":1}}', '/__proto__'],
    ['{"a":[{"b":{"constructor":{"prototype":{"polluted":1}}}}]}', '/a/0/b/constructor'],
    ['{"a":{"prototype":1}}', '/a/prototype'],
    ['{"\\u005f_proto__":1}', '/__proto__'],
  ])('refuses keys that reach into prototypes: %s', (text, path) => {
    expect(codes(text)).toContain(`${path} forbidden-key`);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('refuses what is nested too deep without exhausting the stack', () => {
    expect(codes(`${'['.repeat(5000)}${']'.repeat(5000)}`).join()).toContain('too-deep');
  });

  test('refuses too many keys and too long strings', () => {
    expect(codes('[1,2,3]', { maxDepth: 4, maxKeys: 2, maxStringLength: 5 }).join()).toContain('too-many-keys');
    expect(codes('"123456"', { maxDepth: 4, maxKeys: 2, maxStringLength: 5 }).join()).toContain('string-too-long');
  });

  test('says that text is no JSON without repeating it', () => {
    expect(codes('{"secret":')).toEqual(['unreadable']);
  });

  test('keeps values exactly: part numbers stay text, numbers stay numbers', () => {
    expect(parseJson('{"part":"00012","e":"1e5","wide":"９","n":1e5}')).toEqual({ part: '00012', e: '1e5', wide: '９', n: 100000 });
  });
});

test('jsonIssues escapes pointers', () => {
  expect(jsonIssues({ 'a/b': { __proto__x: 1, ['constructor']: 1 } })[0]?.path).toBe('/a~1b/constructor');
});

test('the media type is read without parameters', () => {
  const request = new Request('http://x', { method: 'POST', headers: { 'content-type': 'Application/JSON; charset=utf-8' } });
  expect(mediaType(request)).toBe('application/json');
});
