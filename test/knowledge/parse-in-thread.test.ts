// A document read apart: the same result and the same refusals, and a file that never ends or never has enough takes nobody along.
import { describe, expect, it } from 'vitest';
import type { AppError } from '../../workflows/definition/errors.ts';
import { type ParseInThreadOptions, parseInThread } from '../../workflows/knowledge/parse-in-thread.ts';
import { parseDocument } from '../../workflows/knowledge/parse-document.ts';
import { buildPdf } from './pdf-builder.ts';

const text = { bytes: new TextEncoder().encode('# 제목\n\n토크는 25 N·m이다.'), name: 'a.md' };
const threadOf = (code: string): URL => new URL(`data:text/javascript,${encodeURIComponent(code)}`);
const reasonOf = (options: ParseInThreadOptions, source = text): Promise<unknown> =>
  parseInThread(source, options).then(
    () => 'read',
    (error: AppError) => error.context['reason'],
  );

describe('parseInThread', () => {
  it('gives what parseDocument gives', async () => {
    const pdf = { bytes: await buildPdf([{ text: '토크 25 N·m' }]), name: 'a.pdf' };
    for (const source of [text, pdf]) expect(await parseInThread(source)).toEqual(await parseDocument(source));
  });

  it('carries a refusal over by name', async () => {
    expect(await reasonOf({}, { bytes: new Uint8Array([65, 0]), name: 'a.txt' })).toBe('binary');
    expect(await reasonOf({ limits: { maxTextLength: 3 } })).toBe('too-much-text');
  });

  it('ends a thread that does not end by itself, while this one goes on', async () => {
    let turns = 0;
    const beat = setInterval(() => turns++, 5);
    // Minus the grace that a start is given, a fifth of a second is left.
    expect(await reasonOf({ limits: { maxSeconds: -4.8 }, workerUrl: threadOf('for (;;);') })).toBe('took-too-long');
    clearInterval(beat);
    expect(turns).toBeGreaterThan(0);
  });

  it('ends a thread that fills the memory, dies or leaves, and says so', async () => {
    expect(
      await reasonOf({ maxMemoryMegabytes: 16, workerUrl: threadOf('const a = []; for (;;) a.push(new Array(1000).fill({}));') }),
    ).toBe('too-much-memory');
    expect(await reasonOf({ workerUrl: threadOf('throw new Error("x")') })).toBe('damaged');
    expect(await reasonOf({ workerUrl: threadOf('process.exit(0)') })).toBe('damaged');
  });
});
