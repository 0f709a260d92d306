// What the twin says to one request: a good answer by default, or the bad one it was told to give. Text only; wires and faults of transport are elsewhere.
import type { Json, JsonSchema } from '../../definition/json.ts';
import { checkJson } from '../json-answer.ts';
import { estimateTokens } from '../request-body.ts';
import type { Behaviour } from './behaviour.ts';
import type { ChatRequest } from './chat-request.ts';
import { reasonOf } from './judge-words.ts';
import { obedientAnswer } from './obedient.ts';
import { readPromptFacts } from './prompt-facts.ts';
import { schemaInstance } from './schema-instance.ts';
import { hashOf, seededRandom } from './seeded-random.ts';

export interface TwinAnswer {
  readonly content: string;
  /** Present when the request asked for thinking. */
  readonly reasoning?: string;
  readonly toolCalls: readonly { readonly name: string; readonly arguments: Json }[];
  readonly finishReason: string;
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** The stream never ends: the content is sent over and over. */
  readonly endless: boolean;
}

export function twinAnswer(request: ChatRequest, behaviour: Behaviour | undefined, seed: number): TwinAnswer {
  const random = seededRandom(seed ^ hashOf(request.messages.map(({ content }) => content).join('\n')));
  const said = sayFor(request, behaviour, random);
  const wholeContent = said.content;
  const reasoning = request.enableThinking === true ? (said.reasoning ?? thoughtOf(request)) : undefined;
  const wanted = estimateTokens(wholeContent + (reasoning ?? ''));
  // A server stops at max_tokens whatever was meant to come.
  const cut = said.limited !== false && wanted > request.maxTokens;
  const content = cut ? cutToTokens(wholeContent, Math.max(1, request.maxTokens - estimateTokens(reasoning ?? ''))) : wholeContent;
  return {
    content,
    ...(reasoning === undefined ? {} : { reasoning }),
    toolCalls: said.toolCalls ?? [],
    finishReason: said.finishReason ?? (cut ? 'length' : (said.toolCalls ?? []).length > 0 ? 'tool_calls' : 'stop'),
    promptTokens: estimateTokens(request.messages.map((message) => message.content).join('\n')),
    completionTokens: said.tokens ?? estimateTokens(content + (reasoning ?? '')),
    endless: said.endless ?? false,
  };
}

interface Said {
  readonly content: string;
  readonly reasoning?: string;
  readonly toolCalls?: TwinAnswer['toolCalls'];
  readonly finishReason?: string;
  readonly tokens?: number;
  readonly endless?: boolean;
  /** false: max_tokens is not kept, and (with few `tokens`) no time is taken for it. */
  readonly limited?: boolean;
}

function sayFor(request: ChatRequest, behaviour: Behaviour | undefined, random: () => number): Said {
  switch (behaviour?.kind) {
    case 'answer':
      return scripted(behaviour);
    case 'empty':
      return { content: '' };
    case 'not-json':
      return { content: '죄송하지만 표로 답하겠습니다: 판정 | 합격. I would rather say it in words.' };
    case 'schema-invalid':
      return { content: JSON.stringify({ verdict: 42, __proto__x: true, unexpected: ['스키마에 없는 값'], confidence: 'sure' }) };
    case 'repeated':
      return {
        content: '확인합니다. '.repeat(Math.min(request.maxTokens, 20_000)),
        finishReason: 'length',
        endless: behaviour.endless === true,
      };
    case 'huge':
      return { content: hugeText(behaviour.bytes ?? 2_000_000), limited: false, tokens: 800 };
    case 'obedient':
      return obedientAnswer(request, () => goodContent(request, random));
    default:
      return { content: goodContent(request, random) };
  }
}

function scripted(behaviour: Extract<Behaviour, { kind: 'answer' }>): Said {
  const { text = '', reasoning, toolCalls = [], finishReason, tokens } = behaviour;
  const facts = {
    ...(reasoning === undefined ? {} : { reasoning }),
    ...(finishReason === undefined ? {} : { finishReason }),
    ...(tokens === undefined ? {} : { tokens }),
  };
  if (behaviour.hermes !== true) return { content: text, toolCalls, ...facts };
  const tags = toolCalls.map((call) => `<tool_call>\n${JSON.stringify({ name: call.name, arguments: call.arguments })}\n</tool_call>`);
  return { content: [text, ...tags].filter((part) => part !== '').join('\n'), ...facts };
}

function goodContent(request: ChatRequest, random: () => number): string {
  const facts = readPromptFacts(request);
  const { schema } = request;
  if (schema === undefined) return reasonOf(facts);
  const instance = schemaInstance(schema, 'answer', { facts, random, root: schema });
  const problem = problemOf(schema, instance);
  // A schema beyond the twin is said so, rather than answered wrongly in silence.
  return problem === undefined ? JSON.stringify(instance) : `The stand-in cannot make an instance of this schema: ${problem}`;
}

function problemOf(schema: JsonSchema, instance: Json): string | undefined {
  try {
    return checkJson(schema, instance).at(-1);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function thoughtOf(request: ChatRequest): string {
  const facts = readPromptFacts(request);
  return facts.korean
    ? `사실 ${facts.facts.length}개를 읽었다. (대역 모델의 생각)`
    : `Read ${facts.facts.length} facts. (thought of the stand-in)`;
}

function hugeText(bytes: number): string {
  const piece = '품질 보고 quality report ';
  const length = Buffer.byteLength(piece);
  // Numbered, so that it is no mere repetition.
  return Array.from({ length: Math.ceil(bytes / (length + 8)) }, (_, index) => `${piece}${index} `).join('');
}

function cutToTokens(text: string, tokens: number): string {
  const characters = Array.from(text);
  let low = 0;
  let high = characters.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (estimateTokens(characters.slice(0, middle).join('')) <= tokens) low = middle;
    else high = middle - 1;
  }
  return characters.slice(0, low).join('');
}
