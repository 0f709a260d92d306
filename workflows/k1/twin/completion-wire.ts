// An answer as a chat completion: one JSON body, or server-sent events as a model server writes them. Every message says that a stand-in wrote it.
import { randomBytes } from 'node:crypto';
import type { Json, JsonObject } from '../../definition/json.ts';
import type { ChatRequest } from './chat-request.ts';
import type { TwinAnswer } from './twin-answer.ts';

/** Where reasoning stands: current servers, older ones, or unsplit in the text. */
export type ReasoningStyle = 'reasoning' | 'reasoning_content' | 'tags';

export interface WireOptions {
  readonly request: ChatRequest;
  readonly reasoningStyle: ReasoningStyle;
  /** Seconds since the epoch. */
  readonly created: number;
}

/** Put into every body; the client turns it into `standIn: true`. */
export const STAND_IN_MARK = { served_by: 'stand-in' } as const;

function envelope(object: string, { request, created }: WireOptions, id: string): JsonObject {
  return { id, object, created, model: request.model === '' ? 'stand-in' : request.model, ...STAND_IN_MARK };
}

function newId(): string {
  return `chatcmpl-${randomBytes(8).toString('hex')}`;
}

function usageOf(answer: TwinAnswer): JsonObject {
  const { promptTokens, completionTokens } = answer;
  return { prompt_tokens: promptTokens, completion_tokens: completionTokens, total_tokens: promptTokens + completionTokens };
}

function taggedContent(answer: TwinAnswer, style: ReasoningStyle): string {
  return style === 'tags' && answer.reasoning !== undefined ? `<think>${answer.reasoning}</think>\n${answer.content}` : answer.content;
}

function callOf(call: { readonly name: string; readonly arguments: Json }, index: number): JsonObject {
  return { id: `call-${index + 1}`, type: 'function', function: { name: call.name, arguments: JSON.stringify(call.arguments) } };
}

export function wholeCompletion(answer: TwinAnswer, options: WireOptions): JsonObject {
  const { reasoningStyle } = options;
  const reasoning = reasoningStyle === 'tags' ? {} : { [reasoningStyle]: answer.reasoning ?? null };
  const message: JsonObject = {
    role: 'assistant',
    content: taggedContent(answer, reasoningStyle),
    ...reasoning,
    ...(answer.toolCalls.length === 0 ? {} : { tool_calls: answer.toolCalls.map(callOf) }),
  };
  const choices = [{ index: 0, message, finish_reason: answer.finishReason }];
  return { ...envelope('chat.completion', options, newId()), choices, usage: usageOf(answer) };
}

/** Deltas in order, each about one token; the last two are the finish reason and the usage. */
export function* completionEvents(answer: TwinAnswer, options: WireOptions): Generator<string, void> {
  const id = newId();
  const event = (choices: Json, extra: JsonObject = {}) =>
    `data: ${JSON.stringify({ ...envelope('chat.completion.chunk', options, id), choices, ...extra })}\n\n`;
  const delta = (part: JsonObject, finish: string | null = null) => event([{ index: 0, delta: part, finish_reason: finish }]);
  yield delta({ role: 'assistant', content: '' });
  if (options.reasoningStyle !== 'tags' && answer.reasoning !== undefined) {
    for (const piece of pieces(answer.reasoning)) yield delta({ [options.reasoningStyle]: piece });
  }
  do {
    for (const piece of pieces(taggedContent(answer, options.reasoningStyle))) yield delta({ content: piece });
  } while (answer.endless);
  for (const [index, call] of answer.toolCalls.entries()) yield* callEvents(call, index, delta);
  yield delta({}, answer.finishReason);
  if (options.request.includeUsage) yield event([], { usage: usageOf(answer) });
  yield 'data: [DONE]\n\n';
}

/** A call streams as its name, then its arguments in fragments. */
function* callEvents(call: TwinAnswer['toolCalls'][number], index: number, delta: (part: JsonObject) => string): Generator<string, void> {
  const whole = JSON.stringify(call.arguments);
  const half = Math.ceil(whole.length / 2);
  yield delta({ tool_calls: [{ index, id: `call-${index + 1}`, type: 'function', function: { name: call.name, arguments: '' } }] });
  for (const part of [whole.slice(0, half), whole.slice(half)]) {
    if (part !== '') yield delta({ tool_calls: [{ index, function: { arguments: part } }] });
  }
}

/** Pieces of about a token: three characters, more where the text is long. */
function* pieces(text: string): Generator<string, void> {
  const characters = Array.from(text);
  const size = Math.max(3, Math.ceil(characters.length / 4_000));
  for (let from = 0; from < characters.length; from += size) yield characters.slice(from, from + size).join('');
}
