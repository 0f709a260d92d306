// jq's own test format: program, input, expected outputs, a blank line; `%%FAIL` cases must not compile.

export interface JqCase {
  readonly line: number;
  readonly program: string;
  readonly input: string;
  readonly expected: readonly string[];
  /** The program must be refused. */
  readonly mustFail: boolean;
}

export function readCases(text: string): JqCase[] {
  const cases: JqCase[] = [];
  let block: string[] = [];
  let start = 0;
  const close = (): void => {
    const mustFail = block[0]?.startsWith('%%FAIL') ?? false;
    const [program, input = 'null', ...expected] = mustFail ? block.slice(1) : block;
    if (program !== undefined) cases.push({ line: start, program, input, expected: mustFail ? [] : expected, mustFail });
    block = [];
  };
  text.split('\n').forEach((line, index) => {
    if (line.trim() === '') {
      if (block.length > 0) close();
    } else if (!line.trimStart().startsWith('#')) {
      if (block.length === 0) start = index + 1;
      block.push(line);
    }
  });
  if (block.length > 0) close();
  return cases;
}

/** Why a case cannot be asked of an evaluator without I/O and modules; undefined when it can. */
export function unusable(program: string): string | undefined {
  const rules: readonly (readonly [RegExp, string])[] = [
    [/\$ENV|\benv\b/, 'reads the environment'],
    [/\b(import|include|module|modulemeta|get_search_list)\b/, 'modules'],
    [/\b(input|inputs|input_filename|input_line_number)\b/, 'reads further input'],
    [/\b(debug|stderr|halt|halt_error)\b/, 'writes or ends the program'],
  ];
  const bare = program.replace(/"(?:[^"\\]|\\.)*"/g, '""');
  return rules.find(([pattern]) => pattern.test(bare))?.[1];
}
