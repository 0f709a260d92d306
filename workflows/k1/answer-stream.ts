// A model server's stream as messages: server-sent events or JSON lines, from bytes that were split anywhere, even inside a Korean syllable.
import { ModelCallError } from './model-error.ts';

export interface StreamLimits {
  /** Bytes read in all; endless streams end here. */
  readonly maxBytes: number;
}

/** Parsed messages in order; ends at `[DONE]` or with the bytes. Throws unreadable-answer on a broken message and answer-too-large past the cap. */
export async function* readMessages(chunks: AsyncIterable<Uint8Array>, limits: StreamLimits): AsyncGenerator<unknown, void> {
  const splitter = createEventSplitter();
  // Streaming mode keeps the bytes of an unfinished character until the rest of it comes.
  const decoder = new TextDecoder('utf-8');
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.byteLength;
    if (bytes > limits.maxBytes) throw new ModelCallError('answer-too-large', `the stream has more than ${limits.maxBytes} bytes`);
    for (const data of splitter.push(decoder.decode(chunk, { stream: true }))) {
      if (data === DONE) return;
      yield parseMessage(data);
    }
  }
  for (const data of splitter.push(`${decoder.decode()}\n\n`)) {
    if (data === DONE) return;
    yield parseMessage(data);
  }
}

const DONE = '[DONE]';

/** Text in, whole event data out. Lines that start an object are JSON lines (older servers); `data:` lines gather to the blank line. */
export function createEventSplitter(): { push(text: string): string[] } {
  let buffer = '';
  let data: string[] = [];

  function takeLine(line: string, out: string[]): void {
    if (line === '') {
      if (data.length > 0) out.push(data.join('\n'));
      data = [];
    } else if (line.startsWith('data:')) {
      data.push(line.slice(line.startsWith('data: ') ? 6 : 5));
    } else if (line.trimStart().startsWith('{')) {
      out.push(line);
    }
    // Anything else is a comment (keep-alive) or a field we do not use: event, id, retry.
  }

  return {
    push(text) {
      const out: string[] = [];
      buffer += text;
      let from = 0;
      for (let end = buffer.indexOf('\n', from); end !== -1; end = buffer.indexOf('\n', from)) {
        takeLine(buffer.slice(from, buffer[end - 1] === '\r' && end > from ? end - 1 : end), out);
        from = end + 1;
      }
      buffer = buffer.slice(from);
      return out;
    },
  };
}

function parseMessage(data: string): unknown {
  try {
    return JSON.parse(data) as unknown;
  } catch (cause) {
    throw new ModelCallError('unreadable-answer', `a message of the stream is not JSON: ${data.slice(0, 200)}`, { cause });
  }
}
