import { describe, expect, test } from 'vitest';
import { flowGraph } from '../../workflows/definition/graph.ts';
import { graphSvg } from '../../workflows/definition/graph-svg.ts';
import { mermaid } from '../../workflows/definition/mermaid.ts';
import { parseDocument } from '../../workflows/definition/parse.ts';

function graphOf(tasks: string) {
  const { document } = parseDocument(`document: { dsl: 1.0.3, namespace: n, name: n, version: 1.0.0 }\ndo:\n${tasks}`);
  if (!document) throw new Error('The document of the test cannot be read.');
  return flowGraph(document);
}

/** Edges by the names of their ends. */
function ways(tasks: string): string[] {
  const graph = graphOf(tasks);
  const name = (id: string) => graph.nodes.find((node) => node.id === id)?.name;
  return graph.edges.map(({ from, to, label }) => `${name(from)} -${label ? ` ${label} ` : ''}-> ${name(to)}`).sort();
}

const set = '{ set: { x: 1 } }';

describe('the graph has a way for each way that a run may take', () => {
  test('one after the other, from start to end', () => {
    expect(ways(`  - a: ${set}\n  - b: ${set}`)).toEqual(['a --> b', 'b --> end', 'start --> a']);
  });

  test('then: by name, exit and end', () => {
    expect(ways(`  - a: { set: { x: 1 }, then: c }\n  - b: { set: { x: 1 }, then: end }\n  - c: { set: { x: 1 }, then: b }`)).toEqual([
      'a --> c',
      'b --> end',
      'c --> b',
      'start --> a',
    ]);
    expect(ways(`  - a: { do: [{ b: { set: { x: 1 }, then: exit } }, { c: ${set} }] }\n  - d: ${set}`)).toEqual([
      'a --> b',
      'b --> d',
      'c --> d',
      'd --> end',
      'start --> a',
    ]);
  });

  test('switch: a way per case by its name, and one for none of them', () => {
    const cases = '  - s: { switch: [{ red: { when: .r, then: a } }, { stop: { when: .s, then: end } }] }\n';
    expect(ways(`${cases}  - b: ${set}\n  - a: ${set}`)).toEqual([
      'a --> end',
      'b --> a',
      's - otherwise -> b',
      's - red -> a',
      's - stop -> end',
      'start --> s',
    ]);
  });

  test('switch with a default has no way for none of them', () => {
    expect(ways(`  - s: { switch: [{ red: { when: .r, then: a } }, { else: { then: end } }] }\n  - a: ${set}`)).toEqual([
      'a --> end',
      's - else -> end',
      's - red -> a',
      'start --> s',
    ]);
  });

  test('if: a way past the task where it does not lead there anyway', () => {
    expect(ways(`  - a: { if: .x, set: { x: 1 }, then: end }\n  - b: ${set}`)).toEqual([
      'a - skipped -> b',
      'a --> end',
      'b --> end',
      'start --> a',
    ]);
  });

  test('for: round by each item, on when done', () => {
    expect(ways(`  - f: { for: { in: .x }, do: [{ a: ${set} }, { b: ${set} }] }\n  - c: ${set}`)).toEqual([
      'a --> b',
      'b --> f',
      'c --> end',
      'f - done -> c',
      'f - each -> a',
      'start --> f',
    ]);
  });

  test('listen with foreach: round by each event', () => {
    expect(ways(`  - l: { listen: { to: { any: [] } }, foreach: { do: [{ a: ${set} }] } }`)).toEqual([
      'a --> l',
      'l - done -> end',
      'l - each event -> a',
      'start --> l',
    ]);
  });

  test('fork: all branches at once, each out of the fork', () => {
    expect(ways(`  - f: { fork: { branches: [{ a: ${set} }, { b: ${set} }] } }\n  - c: ${set}`)).toEqual([
      'a --> c',
      'b --> c',
      'c --> end',
      'f --> a',
      'f --> b',
      'start --> f',
    ]);
  });

  test('try: on when it goes well, to the handler when it fails', () => {
    expect(ways(`  - t: { try: [{ a: ${set} }], catch: { do: [{ h: ${set} }] } }\n  - c: ${set}`)).toEqual([
      'a --> c',
      'c --> end',
      'h --> c',
      'start --> t',
      't - error -> h',
      't --> a',
    ]);
    expect(ways(`  - t: { try: [{ a: { raise: { error: e } } }], catch: {} }\n  - c: ${set}`)).toEqual([
      'a - error -> c',
      'c --> end',
      'start --> t',
      't - error -> c',
      't --> a',
    ]);
  });

  test('nodes carry the pointers of their tasks, escaped, in the order of the document', () => {
    const { nodes } = graphOf(`  - 'a/b': { do: [{ '~c': ${set} }] }\n  - t: { try: [{ d: ${set} }], catch: { do: [{ e: ${set} }] } }`);
    expect(nodes.map(({ path }) => path)).toEqual([
      '',
      '/do/0/a~1b',
      '/do/0/a~1b/do/0/~0c',
      '/do/1/t',
      '/do/1/t/try/0/d',
      '/do/1/t/catch/do/0/e',
      '',
    ]);
    expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
  });

  test('a document that makes no sense is drawn as far as it does', () => {
    for (const tasks of [
      '  - 5',
      '  - a: 5',
      '  - a: { then: nowhere }',
      '  - a: { switch: 5 }',
      '  - a: { fork: {} }',
      '  - a: { try: 5, catch: 5 }',
      '  - a: { for: 5, do: 5 }',
    ]) {
      expect(() => graphSvg(graphOf(tasks), { lang: 'ko' })).not.toThrow();
    }
  });
});

describe('mermaid', () => {
  test('escapes what would end a text, and never uses `end` as an id', () => {
    const text = mermaid(graphOf(`  - 'a"b]<c>': { switch: [{ 'x|"y': { when: .x, then: end } }] }`));
    expect(text).toContain('n1{"a#34;b#93;#60;c#62;"}');
    expect(text).toContain('|"x#124;#34;y"|');
    expect(text).not.toMatch(/\bend\b(?!_|")/);
    expect(text.startsWith('flowchart TD\n')).toBe(true);
  });
});

describe('the picture', () => {
  const hostile = graphOf(
    `  - '</text><script>alert(1)</script>': { call: 'a&b"', metadata: { aix: { title: { ko: '<b>검사</b> & "판정"' } } } }`,
  );

  test('lets no text of a document become markup', () => {
    for (const lang of ['ko', 'en'] as const) {
      const svg = graphSvg(hostile, { lang, name: '"><script>' });
      expect(svg).not.toContain('<script');
      expect(svg).not.toContain('<b>');
    }
    expect(graphSvg(hostile, { lang: 'ko' })).toContain('&lt;b&gt;검사');
  });

  test('is 360 wide, and nothing in it overlaps or leaves it, for 200 tasks with forks, loops and jumps', () => {
    const many = Array.from({ length: 40 }, (_, index) =>
      [
        `  - a${index}: { for: { in: .x }, do: [{ b: { fork: { branches: [{ c: ${set} }, { d: ${set} }] } } }] }`,
        `  - s${index}: { switch: [{ again: { when: .x, then: a${index} } }, { out: { then: end } }] }`,
      ].join('\n'),
    ).join('\n');
    const svg = graphSvg(graphOf(many), { lang: 'en' });
    expect(svg).toContain('viewBox="0 0 360 ');
    const boxes = [...svg.matchAll(/class="flow-box" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/g)].map(
      ([, ...numbers]) => numbers.map(Number),
    );
    expect(boxes).toHaveLength(202);
    let bottom = 0;
    for (const [x = 0, y = 0, width = 0, height = 0] of boxes) {
      expect(y).toBeGreaterThan(bottom);
      expect(x + width).toBeLessThanOrEqual(360);
      expect(width).toBeGreaterThan(80);
      bottom = y + height;
    }
  });

  test('tells each state by class, shape and word, in both languages', () => {
    const states = ['waiting', 'running', 'completed', 'faulted', 'skipped', 'cancelled'] as const;
    const graph = graphOf(states.map((state) => `  - ${state}: ${set}`).join('\n'));
    const given = Object.fromEntries(graph.nodes.filter(({ path }) => path !== '').map(({ path, name }) => [path, name]));
    const ko = graphSvg(graph, { lang: 'ko', states: given });
    for (const state of states) expect(ko).toContain(`flow-node--${state}`);
    for (const word of ['대기 중', '실행 중', '완료', '실패', '건너뜀', '취소됨']) expect(ko).toContain(word);
    const marks = [...ko.matchAll(/<g class="flow-state"[^>]*>(.*?)<\/g>/g)].map(([, mark]) => mark);
    expect(new Set(marks).size).toBe(states.length);
    expect(graphSvg(graph, { lang: 'en', states: { '/do/0/waiting': 'unheard-of' } })).not.toContain('flow-state"');
  });

  test('goes without a style sheet where the page has it', () => {
    expect(graphSvg(hostile, { lang: 'ko', withoutStyle: true })).not.toContain('<style');
    expect(graphSvg(hostile, { lang: 'ko' })).toContain('<style');
  });
});
