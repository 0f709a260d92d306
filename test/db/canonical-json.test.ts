// The text that audit hashes are taken of, against the examples of RFC 8785.
import { describe, expect, test } from 'vitest';
import { auditHash, AUDIT_GENESIS } from '../../db/audit-hash.ts';
import { canonicalJson } from '../../db/canonical-json.ts';
import type { Json } from '../../workflows/definition/json.ts';

describe('canonicalJson', () => {
  test('numbers, strings and literals are written as in RFC 8785 section 3.2.2', () => {
    const input = JSON.parse(
      '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}',
    ) as Json;
    expect(canonicalJson(input)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  test('keys are sorted by UTF-16 code units as in section 3.2.3', () => {
    const input = JSON.parse(
      '{"\\u20ac":"Euro Sign","\\r":"Carriage Return","\\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\\ud83d\\ude00":"Emoji: Grinning Face","\\u0080":"Control","\\u00f6":"Latin Small Letter O With Diaeresis"}',
    ) as Json;
    expect(Object.values(JSON.parse(canonicalJson(input)) as Record<string, string>)).toHaveLength(7);
    expect([...canonicalJson(input).matchAll(/:"([^"]+)"/g)].map((match) => match[1])).toEqual([
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ]);
  });
});

test('the audit hash is what any verifier computes from the description alone', () => {
  const content = {
    tenant: 't',
    sequence: 1,
    id: 'i',
    at: '2026-11-24T00:00:00.000Z',
    action: 'run.completed',
    actorKind: 'engine',
    actorId: 'interpreter',
    actorName: 'AIX',
    subjectKind: 'run',
    subjectId: 'r',
    runId: null,
    runSequence: null,
    details: { b: 1, a: '수' },
  };
  // printf '%s' '000…0{"action":…}' | sha256sum, done by hand once.
  expect(auditHash(AUDIT_GENESIS, content)).toBe('55030551ec3675b3797556a06e79a03df4f2648b59b838a182b66b084d7ea569');
  expect(auditHash(AUDIT_GENESIS, { ...content, details: { a: '수', b: 1 } })).toBe(
    '55030551ec3675b3797556a06e79a03df4f2648b59b838a182b66b084d7ea569',
  );
  expect(auditHash('1'.repeat(64), content)).not.toBe('55030551ec3675b3797556a06e79a03df4f2648b59b838a182b66b084d7ea569');
});
