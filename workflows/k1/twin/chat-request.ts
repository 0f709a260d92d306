// What a chat-completions body asks, as the twin needs it. Refuses what a real server refuses.
import { isJsonObject } from '../../definition/json.ts';
import type { Json, JsonObject, JsonSchema } from '../../definition/json.ts';

export interface ChatRequest {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly tools: readonly { readonly name: string; readonly parameters: JsonSchema }[];
  readonly schema?: JsonSchema;
  /** Undefined when the request does not send the flag: the server then splits no reasoning. */
  readonly enableThinking?: boolean;
  readonly maxTokens: number;
  readonly stream: boolean;
  readonly includeUsage: boolean;
}

export type ReadChat = { readonly ok: true; readonly request: ChatRequest } | { readonly ok: false; readonly message: string };

export function readChatRequest(bytes: Uint8Array): ReadChat {
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return { ok: false, message: 'The body is not JSON in UTF-8.' };
  }
  if (!isJsonObject(body)) return { ok: false, message: 'The body is no JSON object.' };
  if (!Array.isArray(body.messages) || body.messages.length === 0)
    return { ok: false, message: '`messages` must be a list with at least one message.' };
  const messages = body.messages.map(readMessage);
  if (messages.some((message) => message === undefined)) return { ok: false, message: 'Each message needs a role and a content.' };
  const maxTokens = body.max_tokens ?? body.max_completion_tokens ?? 1_024;
  if (typeof maxTokens !== 'number' || maxTokens < 1) return { ok: false, message: '`max_tokens` must be at least 1.' };
  const kwargs = isJsonObject(body.chat_template_kwargs) ? body.chat_template_kwargs : {};
  const flag = kwargs.enable_thinking ?? kwargs.thinking;
  const schema = schemaOf(body.response_format) ?? schemaInPrompt(messages.map((message) => message?.content ?? ''));
  return {
    ok: true,
    request: {
      model: typeof body.model === 'string' ? body.model : '',
      messages: messages.filter((message) => message !== undefined),
      tools: Array.isArray(body.tools) ? body.tools.flatMap(readTool) : [],
      ...(schema === undefined ? {} : { schema }),
      ...(typeof flag === 'boolean' ? { enableThinking: flag } : {}),
      maxTokens: Math.floor(maxTokens),
      stream: body.stream === true,
      includeUsage: isJsonObject(body.stream_options) && body.stream_options.include_usage === true,
    },
  };
}

function readMessage(message: Json) {
  if (!isJsonObject(message) || typeof message.role !== 'string') return undefined;
  const { content } = message;
  if (typeof content === 'string') return { role: message.role, content };
  if (!Array.isArray(content)) return content === null || content === undefined ? { role: message.role, content: '' } : undefined;
  const texts = content.map((part) => (isJsonObject(part) && typeof part.text === 'string' ? part.text : ''));
  return { role: message.role, content: texts.join('\n') };
}

function readTool(tool: Json): { name: string; parameters: JsonSchema }[] {
  const told = isJsonObject(tool) && isJsonObject(tool.function) ? tool.function : undefined;
  if (told === undefined || typeof told.name !== 'string') return [];
  return [{ name: told.name, parameters: isJsonObject(told.parameters) ? told.parameters : true }];
}

function schemaOf(format: Json | undefined): JsonSchema | undefined {
  if (!isJsonObject(format)) return undefined;
  const named = isJsonObject(format.json_schema) ? format.json_schema.schema : undefined;
  if (isJsonObject(named)) return named;
  return format.type === 'json_object' ? { type: 'object' } : undefined;
}

/** Servers without response_format get the schema in words, between marks. */
function schemaInPrompt(contents: readonly string[]): JsonObject | undefined {
  for (const content of contents) {
    const inner = /<schema>\n([\s\S]*?)\n<\/schema>/.exec(content)?.[1];
    if (inner === undefined) continue;
    try {
      const schema: unknown = JSON.parse(inner);
      if (isJsonObject(schema)) return schema;
    } catch {
      // Not a schema of ours.
    }
  }
  return undefined;
}
