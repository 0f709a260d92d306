// One tool call of a model as data: parsed, and marked where it must not be carried out. Whether it may be is the agent's rights, elsewhere.
import { isJsonObject } from '../definition/json.ts';
import type { JsonObject } from '../definition/json.ts';
import { parseJson, withoutForbiddenKeys } from './json-answer.ts';
import type { ToolCall, ToolDefinition } from './model-call.ts';

export interface RawToolCall {
  readonly id: string;
  /** Empty for a call from text: its name stands inside the JSON. */
  readonly name: string;
  readonly argumentsText: string;
}

/** A call with its arguments parsed; `problem` says why it cannot be used: not JSON, no object, not on the list of offered tools. */
export function readToolCall(raw: RawToolCall, source: ToolCall['source'], tools: readonly ToolDefinition[]): ToolCall {
  const opened = source === 'hermes-text' ? openHermesCall(raw) : raw;
  const offered = tools.some(({ name }) => name === opened.name);
  const parsed = parseJson(opened.argumentsText === '' ? '{}' : opened.argumentsText);
  const problem = problemOf(opened.name, offered, parsed.ok, parsed.ok && isJsonObject(parsed.value), source);
  return {
    id: opened.id,
    name: opened.name,
    argumentsText: opened.argumentsText,
    ...(parsed.ok && isJsonObject(parsed.value) ? { arguments: withoutForbiddenKeys(parsed.value) as JsonObject } : {}),
    ...(problem === undefined ? {} : { problem }),
    source,
  };
}

function problemOf(name: string, offered: boolean, isJson: boolean, isObject: boolean, source: ToolCall['source']): string | undefined {
  if (name === '') return source === 'hermes-text' ? 'The tool call is no JSON with a name and arguments.' : 'The tool call has no name.';
  if (!offered) return `The tool "${name.slice(0, 80)}" was not offered.`;
  if (!isJson) return 'The arguments are not JSON.';
  return isObject ? undefined : 'The arguments are no JSON object.';
}

function openHermesCall(raw: RawToolCall): RawToolCall {
  const parsed = parseJson(raw.argumentsText);
  if (!parsed.ok || !isJsonObject(parsed.value) || typeof parsed.value.name !== 'string') return raw;
  const told = parsed.value.arguments ?? parsed.value.parameters ?? {};
  return { id: raw.id, name: parsed.value.name, argumentsText: typeof told === 'string' ? told : JSON.stringify(told) };
}
