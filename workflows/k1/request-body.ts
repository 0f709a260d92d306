// The OpenAI chat-completions body of a request, and the hash under which its answer is remembered.
import { createHash } from 'node:crypto';
import type { Json, JsonObject } from '../definition/json.ts';
import type { ModelMessage, ModelRequest } from './model-call.ts';
import type { ModelProfile } from './profiles.ts';

/** Sampling by mode: the thinking pair is the publisher's; the direct pair is ours, cooler, since none is published. */
const SAMPLING = { thinking: { temperature: 0.6, topP: 0.95 }, direct: { temperature: 0.2, topP: 0.95 } } as const;

/** Whether the model shall think: the profile may overrule the request. */
export function thinkingOf(profile: ModelProfile, request: Pick<ModelRequest, 'thinking'>): boolean {
  return profile.thinking === 'request' ? request.thinking : profile.thinking === 'on';
}

/** The body. `enable_thinking` is always sent, true or false: the server's parser splits reasoning only when it is. */
export function requestBody(profile: ModelProfile, request: ModelRequest, stream: boolean): JsonObject {
  const thinking = thinkingOf(profile, request);
  const sampling = thinking ? SAMPLING.thinking : SAMPLING.direct;
  return {
    model: profile.servedModel,
    messages: request.messages.map(wireMessage),
    max_tokens: request.maxTokens,
    temperature: request.temperature ?? sampling.temperature,
    top_p: request.topP ?? sampling.topP,
    chat_template_kwargs: { enable_thinking: thinking },
    ...(request.tools === undefined || request.tools.length === 0
      ? {}
      : {
          tools: request.tools.map(({ name, description, parameters }) => ({
            type: 'function',
            function: { name, description, parameters },
          })),
          tool_choice: 'auto',
        }),
    // With tools on offer a grammar of the answer would forbid the call of any: then the schema is only asked for in words.
    ...(request.schema === undefined || profile.structuredOutput === 'prompt' || (request.tools ?? []).length > 0
      ? {}
      : { response_format: { type: 'json_schema', json_schema: { name: 'answer', schema: request.schema, strict: true } } }),
    ...(stream ? { stream: true, stream_options: { include_usage: true } } : {}),
  };
}

function wireMessage(message: ModelMessage): JsonObject {
  return {
    role: message.role,
    content: message.content,
    ...(message.toolCallId === undefined ? {} : { tool_call_id: message.toolCallId }),
    ...(message.toolCalls === undefined
      ? {}
      : {
          tool_calls: message.toolCalls.map(({ id, name, argumentsText }) => ({
            id,
            type: 'function',
            function: { name, arguments: argumentsText },
          })),
        }),
  };
}

/** Hex SHA-256 of what is asked: messages, schema, tools, mode, sampling. Not of the profile, so that a fallback's answer is found again. */
export function promptHashOf(request: ModelRequest): string {
  const asked: JsonObject = {
    messages: request.messages.map(wireMessage),
    schema: request.schema ?? null,
    tools: (request.tools ?? []).map(({ name, description, parameters }) => ({ name, description, parameters })),
    thinking: request.thinking,
    maxTokens: request.maxTokens,
    temperature: request.temperature ?? null,
    topP: request.topP ?? null,
  };
  return createHash('sha256').update(canonical(asked)).digest('hex');
}

/** JSON with sorted keys, so that equal questions have equal hashes. */
function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value as JsonObject).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

/** Tokens of a text, estimated where nobody counts them: a Korean syllable is about 0.7 of a token, four other characters one. */
export function estimateTokens(text: string): number {
  let wide = 0;
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) >= 0x1100) wide += 1;
  return Math.ceil(wide * 0.7 + (text.length - wide) / 4);
}
