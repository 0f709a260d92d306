// The body of an answer as JSON: deserialised where it is JSON, text where it is text, base64 otherwise. Pure.
import { AppError } from '../definition/errors.ts';
import type { Json } from '../definition/json.ts';
import { isJsonType } from './request-body.ts';

/** Deeper than this the rest of the house could not carry it either. */
const MAX_DEPTH = 200;
const TEXT = /^text\/|^application\/(?:[\w.-]+\+)?(?:xml|yaml|x-yaml|x-www-form-urlencoded|javascript|graphql|toml)$|\+(?:xml|yaml)$/;

/** Nothing is null. @throws AppError `unavailable` for what calls itself JSON and is not. */
export function responseContent(body: Uint8Array, contentType: string | undefined): Json {
  if (body.byteLength === 0) return null;
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (isJsonType(type)) return parsed(decoded(body, contentType));
  if (TEXT.test(type)) return decoded(body, contentType);
  // A server that says nothing mostly means JSON or text.
  if (type === '') return guessed(body);
  return Buffer.from(body).toString('base64');
}

export function base64Of(body: Uint8Array): Json {
  return body.byteLength === 0 ? null : Buffer.from(body).toString('base64');
}

function decoded(body: Uint8Array, contentType: string | undefined): string {
  const charset = /charset\s*=\s*"?([\w-]+)/i.exec(contentType ?? '')?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(charset).decode(body);
  } catch {
    return new TextDecoder().decode(body);
  }
}

function parsed(text: string): Json {
  if (depthOf(text) > MAX_DEPTH)
    throw new AppError('unavailable', `The answer is JSON nested deeper than ${MAX_DEPTH}.`, {
      context: { status: 502, title: 'Invalid answer' },
    });
  try {
    // A key of this name would be taken for the prototype further on.
    return JSON.parse(text, (key, value: unknown) => (key === '__proto__' ? undefined : value)) as Json;
  } catch {
    throw new AppError('unavailable', 'The answer calls itself JSON but is not.', { context: { status: 502, title: 'Invalid answer' } });
  }
}

function guessed(body: Uint8Array): Json {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    try {
      return depthOf(text) > MAX_DEPTH ? text : parsed(text);
    } catch {
      return text;
    }
  } catch {
    return Buffer.from(body).toString('base64');
  }
}

function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let isQuoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (isQuoted) {
      if (code === 92) index += 1;
      else if (code === 34) isQuoted = false;
    } else if (code === 34) isQuoted = true;
    else if (code === 91 || code === 123) deepest = Math.max(deepest, (depth += 1));
    else if (code === 93 || code === 125) depth -= 1;
  }
  return deepest;
}
