// From a chat completion, whole or in streamed pieces, to one raw answer: text, reasoning, tool calls, usage. Believes nothing about shapes.
import { isJsonObject } from '../definition/json.ts';
import type { JsonObject } from '../definition/json.ts';
import { readHermesText } from './hermes-text.ts';
import type { ToolCall, ToolDefinition } from './model-call.ts';
import { ModelCallError } from './model-error.ts';
import type { ModelProfile, ModelUsage } from './profiles.ts';
import { readToolCall } from './tool-call.ts';
import type { RawToolCall } from './tool-call.ts';

export interface RawAnswer {
  readonly text: string;
  readonly reasoning?: string;
  readonly toolCalls: readonly ToolCall[];
  readonly usage?: ModelUsage;
  readonly finishReason: string;
  readonly standIn: boolean;
}

export interface ReadOptions {
  readonly profile: ModelProfile;
  readonly thinking: boolean;
  readonly tools: readonly ToolDefinition[];
  /** Characters of text and reasoning past which reading stops with answer-too-large. */
  readonly maxCharacters: number;
}

export interface CompletionReader {
  /** Takes a whole completion or a chunk; answers how many characters of answer came with it. */
  take(message: unknown): number;
  /** True once a finish reason was seen. */
  finished(): boolean;
  /** All text so far. */
  text(): string;
  reasoning(): string;
  /** Of text and reasoning. */
  characters(): number;
  result(): RawAnswer;
}

/** Reads whole completions (`message`) and chunks (`delta`) alike. */
export function createCompletionReader(options: ReadOptions): CompletionReader {
  let text = '';
  let reasoning = '';
  let usage: ModelUsage | undefined;
  let finishReason = '';
  let standIn = false;
  const calls: RawToolCall[] = [];

  function take(message: unknown): number {
    if (!isJsonObject(message)) throw new ModelCallError('unreadable-answer', 'a message of the answer is no JSON object');
    if (message.error !== undefined && message.choices === undefined) throw streamError(message.error);
    standIn ||= message.served_by === 'stand-in';
    usage = readUsage(message.usage) ?? usage;
    const before = text.length + reasoning.length;
    const choice = Array.isArray(message.choices) ? message.choices[0] : undefined;
    if (isJsonObject(choice)) takeChoice(choice);
    const size = text.length + reasoning.length;
    if (size > options.maxCharacters) {
      const partialText = (text || reasoning).slice(0, 16_000);
      throw new ModelCallError('answer-too-large', `more than ${options.maxCharacters} characters came`, { partialText });
    }
    return size - before;
  }

  function takeChoice(choice: JsonObject): void {
    const part = isJsonObject(choice.delta) ? choice.delta : choice.message;
    if (typeof choice.finish_reason === 'string') finishReason = choice.finish_reason;
    if (!isJsonObject(part)) return;
    text += stringOf(part.content);
    for (const field of options.profile.reasoningField) {
      if (typeof part[field] !== 'string') continue;
      reasoning += part[field];
      break;
    }
    if (Array.isArray(part.tool_calls)) takeToolCalls(part.tool_calls, calls);
  }

  return {
    take,
    finished: () => finishReason !== '',
    text: () => text,
    reasoning: () => reasoning,
    characters: () => text.length + reasoning.length,
    result: () => finish({ text, reasoning, usage, finishReason, standIn, calls }, options),
  };
}

interface Gathered {
  readonly text: string;
  readonly reasoning: string;
  readonly usage: ModelUsage | undefined;
  readonly finishReason: string;
  readonly standIn: boolean;
  readonly calls: readonly RawToolCall[];
}

function finish(gathered: Gathered, options: ReadOptions): RawAnswer {
  const hermes = options.profile.toolParser === 'hermes' && options.tools.length > 0 && gathered.calls.length === 0;
  const tagged = readHermesText(gathered.text, { thinking: options.thinking, tools: hermes });
  const reasoning = [gathered.reasoning, tagged.reasoning ?? ''].filter((part) => part !== '').join('\n');
  const fromText = tagged.calls.map((json, index): RawToolCall => ({ id: `text-${index + 1}`, name: '', argumentsText: json }));
  return {
    text: tagged.text,
    ...(reasoning === '' ? {} : { reasoning }),
    toolCalls: [
      ...gathered.calls.map((call) => readToolCall(call, 'tool_calls', options.tools)),
      ...fromText.map((call) => readToolCall(call, 'hermes-text', options.tools)),
    ],
    ...(gathered.usage === undefined ? {} : { usage: gathered.usage }),
    finishReason: gathered.finishReason,
    standIn: gathered.standIn,
  };
}

/** Streamed calls come in pieces with an index: name first, then arguments character by character. */
function takeToolCalls(parts: readonly unknown[], calls: RawToolCall[]): void {
  for (const [position, part] of parts.entries()) {
    if (!isJsonObject(part)) continue;
    const index = typeof part.index === 'number' ? part.index : calls.length === 0 || position > 0 ? position : 0;
    // A server that numbers wildly must not make us allocate wildly.
    if (!Number.isInteger(index) || index < 0 || index > calls.length || index >= MAX_TOOL_CALLS) continue;
    const known = calls[index] ?? { id: '', name: '', argumentsText: '' };
    const told = isJsonObject(part.function) ? part.function : {};
    calls[index] = {
      id: known.id || stringOf(part.id),
      name: known.name + stringOf(told.name),
      argumentsText: known.argumentsText + argumentsOf(told.arguments),
    };
  }
}

/** Calls kept of one turn; more than this is no plan but a fault. */
const MAX_TOOL_CALLS = 64;

function argumentsOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return isJsonObject(value) ? JSON.stringify(value) : '';
}

function stringOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function readUsage(value: unknown): ModelUsage | undefined {
  if (!isJsonObject(value)) return undefined;
  const { prompt_tokens: promptTokens, completion_tokens: completionTokens } = value;
  if (!isCount(promptTokens) || !isCount(completionTokens)) return undefined;
  return { promptTokens, completionTokens };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** Servers put an error into the stream as its last message once the status line is sent. */
function streamError(error: unknown): ModelCallError {
  const told = isJsonObject(error) ? stringOf(error.message) : stringOf(error);
  const code = isJsonObject(error) && typeof error.code === 'number' ? error.code : 500;
  return new ModelCallError(code >= 500 ? 'model-5xx' : 'refused', `error in the answer: ${told.slice(0, 300)}`, { status: code });
}
