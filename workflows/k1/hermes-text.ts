// Tool calls and thinking that stand as tags in the text itself, where a server did not take them out: <tool_call>{...}</tool_call>, <think>...</think>.

export interface HermesText {
  /** The text without the tags' content. */
  readonly text: string;
  readonly reasoning?: string;
  /** The JSON texts inside tool_call tags, in order. */
  readonly calls: readonly string[];
}

const OPEN_CALL = '<tool_call>';
const CLOSE_CALL = '</tool_call>';
const OPEN_THINK = '<think>';
const CLOSE_THINK = '</think>';

/** Takes tagged parts out of an answer. An unclosed tool call at the end is still a call (its JSON may be whole); an unclosed thought is all thought. */
export function readHermesText(answer: string, wanted: { readonly thinking: boolean; readonly tools: boolean }): HermesText {
  const { rest, reasoning } = wanted.thinking ? splitThought(answer) : { rest: answer, reasoning: undefined };
  const calls: string[] = [];
  if (!wanted.tools) return { text: rest, reasoning, calls };
  let text = '';
  let from = 0;
  for (;;) {
    const open = rest.indexOf(OPEN_CALL, from);
    if (open === -1) return { text: (text + rest.slice(from)).trim(), reasoning, calls };
    text += rest.slice(from, open);
    const close = rest.indexOf(CLOSE_CALL, open);
    calls.push(rest.slice(open + OPEN_CALL.length, close === -1 ? undefined : close).trim());
    if (close === -1) return { text: text.trim(), reasoning, calls };
    from = close + CLOSE_CALL.length;
  }
}

/** `<think>a</think>b`, `a</think>b` (templates that open the tag in the prompt) and `<think>a` (cut off). */
function splitThought(answer: string): { rest: string; reasoning: string | undefined } {
  const close = answer.indexOf(CLOSE_THINK);
  const opened = answer.trimStart().startsWith(OPEN_THINK);
  if (close === -1)
    return opened ? { rest: '', reasoning: answer.trimStart().slice(OPEN_THINK.length).trim() } : { rest: answer, reasoning: undefined };
  const before = answer.slice(0, close).trimStart();
  const reasoning = (opened ? before.slice(OPEN_THINK.length) : before).trim();
  return { rest: answer.slice(close + CLOSE_THINK.length).trimStart(), reasoning };
}
