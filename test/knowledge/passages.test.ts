// Passages: bounded, traceable to their place, without loss.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../workflows/definition/errors.ts';
import { type DocumentBlock, documentText, type ParsedDocument } from '../../workflows/knowledge/parsed-document.ts';
import { splitPassages } from '../../workflows/knowledge/passages.ts';
import { splitSentences } from '../../workflows/knowledge/sentences.ts';

function documentOf(blocks: readonly DocumentBlock[], title: string | null = null): ParsedDocument {
  return { format: 'text', title, pages: null, blocks, metadata: {}, removed: { invisible: 0, direction: 0, control: 0 }, warnings: [] };
}
const block = (text: string, page: number | null = null): DocumentBlock => ({ kind: 'paragraph', level: 0, text, page });
const heading = (text: string, level: number): DocumentBlock => ({ kind: 'heading', level, text, page: null });
const options = { documentId: 'wi-1', revision: 'B' };

describe('splitPassages', () => {
  it('carries title and headings above, document, revision and page', () => {
    const passages = splitPassages(
      documentOf([heading('체결', 1), heading('토크', 2), block('가'), heading('확인', 1), block('나', 2)], 'WI'),
      options,
    );
    expect(passages).toMatchObject([
      { id: 'wi-1@B#1', heading: 'WI > 체결 > 토크', text: '가', page: null },
      { id: 'wi-1@B#2', heading: 'WI > 확인', text: '나', page: 2, provenance: { kind: 'document', ref: 'wi-1@B', trusted: false } },
    ]);
  });

  it('never joins text of two pages or of two headings', () => {
    const passages = splitPassages(
      documentOf([block('가', 1), block('나', 1), block('다', 2), heading('제목', 1), block('라', 2)]),
      options,
    );
    expect(passages.map(({ text }) => text)).toEqual(['가\n나', '다', '라']);
  });

  it('keeps a heading that has nothing under it as a passage', () => {
    const passages = splitPassages(documentOf([heading('하나', 1), heading('둘', 1), block('나'), heading('셋', 1)]), options);
    expect(passages.map(({ text }) => text)).toEqual(['하나', '나', '셋']);
  });

  it('loses no letter, keeps every passage within its length and each offset true, whatever the document', () => {
    const text = fc
      .array(fc.constantFrom('가나다', '라 마', '. ', '\n', 'bolt ', '😀', '0.05', '바'.repeat(90)), { minLength: 1, maxLength: 60 })
      .map((parts) => parts.join('').trim());
    const blocks = fc.array(
      fc.record({
        kind: fc.constant('paragraph' as const),
        level: fc.constant(0),
        text: text.filter((value) => value !== ''),
        page: fc.constantFrom(1, 2, null),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(blocks, fc.integer({ min: 80, max: 300 }), (given, maxLength) => {
        const document = documentOf(given);
        const whole = documentText(document);
        const passages = splitPassages(document, { ...options, maxLength });
        for (const passage of passages) {
          expect(passage.text.length).toBeLessThanOrEqual(maxLength);
          expect(whole.slice(passage.offset, passage.offset + passage.text.length)).toBe(passage.text);
          expect(passage.text.isWellFormed()).toBe(true);
        }
        expect(
          passages
            .map((passage) => passage.text)
            .join('')
            .replace(/\s/g, ''),
        ).toBe(whole.replace(/\s/g, ''));
      }),
    );
  });

  it('refuses a length that makes no sense', () => {
    expect(() => splitPassages(documentOf([]), { ...options, maxLength: 10 })).toThrow(AppError);
  });
});

describe('splitSentences', () => {
  it('ends at full stops, not inside numbers, abbreviations or list numbers', () => {
    const text = '1. 토크는 0.05 mm이다. See No. 5 and e.g. Fig. 3. 끝\n다음';
    expect(splitSentences(text).map((span) => span.text)).toEqual(['1. 토크는 0.05 mm이다.', 'See No. 5 and e.g. Fig. 3.', '끝', '다음']);
    for (const span of splitSentences(text)) expect(text.slice(span.offset, span.offset + span.text.length)).toBe(span.text);
  });
});
