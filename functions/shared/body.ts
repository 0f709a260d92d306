// Reads a request's body once, measured on the bytes that arrive (Content-Length can lie), and parses JSON with caps. No routes here.
import type { HonoRequest } from 'hono';
import { AppError } from '../../workflows/definition/errors.ts';
import type { Issue } from '../../workflows/definition/issue.ts';
import type { Json } from '../../workflows/definition/json.ts';

export interface JsonLimits {
  readonly maxDepth: number;
  readonly maxKeys: number;
  readonly maxStringLength: number;
}
export const JSON_LIMITS: JsonLimits = { maxDepth: 32, maxKeys: 20_000, maxStringLength: 512 * 1024 };

/** Keys that reach into prototypes when merged carelessly: refused at any depth rather than trusted to be harmless. */
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/** Buffers the body into the request's own cache, so that `text()`, `json()` and `parseBody()` work as ever. Throws `too-large`. */
export async function bufferBody(request: HonoRequest, limit: number): Promise<void> {
  const tooLarge = () => new AppError('too-large', `The body is larger than ${limit} bytes.`, { context: { limit } });
  const declared = Number(request.raw.headers.get('content-length') ?? '0');
  if (declared > limit) throw tooLarge();
  const body = request.raw.body;
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (body !== null) {
    const reader = body.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      size += part.value.byteLength;
      if (size > limit) {
        await reader.cancel().catch(() => undefined);
        throw tooLarge();
      }
      chunks.push(part.value);
    }
  }
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  // Hono keeps promises in this cache, whatever its type says.
  (request.bodyCache as { arrayBuffer?: unknown }).arrayBuffer = Promise.resolve(bytes.buffer);
}

/** The media type without parameters, lower case; `undefined` when none is given. */
export function mediaType(request: Request): string | undefined {
  return request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
}

/** Walks a parsed value and reports every key and size beyond the caps. Iterative: depth cannot exhaust the stack. */
export function jsonIssues(value: unknown, limits: JsonLimits = JSON_LIMITS): readonly Issue[] {
  const issues: Issue[] = [];
  const stack: { value: unknown; path: string; depth: number }[] = [{ value, path: '', depth: 0 }];
  let keys = 0;
  for (let entry = stack.pop(); entry !== undefined && issues.length < 20; entry = stack.pop()) {
    const { path, depth } = entry;
    if (typeof entry.value === 'string' && entry.value.length > limits.maxStringLength) {
      issues.push({ path, code: 'string-too-long', message: `Longer than ${limits.maxStringLength} characters.` });
    }
    if (typeof entry.value !== 'object' || entry.value === null) continue;
    if (depth >= limits.maxDepth) {
      issues.push({ path, code: 'too-deep', message: `Nested deeper than ${limits.maxDepth} levels.` });
      continue;
    }
    for (const [key, child] of Object.entries(entry.value)) {
      const childPath = `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      if (FORBIDDEN_KEYS.has(key))
        issues.push({ path: childPath, code: 'forbidden-key', message: `The key "${key}" is not accepted. Use another name.` });
      keys += 1;
      if (keys > limits.maxKeys)
        return [...issues, { path: '', code: 'too-many-keys', message: `More than ${limits.maxKeys} keys and items in all.` }];
      stack.push({ value: child, path: childPath, depth: depth + 1 });
    }
  }
  return issues;
}

/** Parses text as JSON within the caps. `JSON.parse` keeps an own `__proto__` key, so the walk sees it. Throws `unreadable` or `invalid`. */
export function parseJson(text: string, limits: JsonLimits = JSON_LIMITS): Json {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    throw new AppError('unreadable', 'The body is not JSON. Send a JSON document in UTF-8.');
  }
  const issues = jsonIssues(value, limits);
  if (issues.length > 0) throw new AppError('invalid', 'The JSON document has keys or sizes that are not accepted.', { issues });
  return value;
}
