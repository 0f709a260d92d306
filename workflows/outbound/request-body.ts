// A JSON value as the body of a request, by its content type. Pure.
import { AppError } from '../definition/errors.ts';
import { isJsonObject, type Json } from '../definition/json.ts';

export interface EncodedBody {
  readonly bytes: Uint8Array;
  readonly contentType: string;
}

/**
 * Objects and lists become JSON unless the content type asks for a form; text is sent as it is.
 * @throws AppError `invalid` for a form that is no object.
 */
export async function encodeBody(value: Json, contentType: string | undefined): Promise<EncodedBody> {
  const type = contentType?.split(';')[0]?.trim().toLowerCase();
  if (type === 'application/x-www-form-urlencoded')
    return { bytes: Buffer.from(formOf(value).toString()), contentType: contentType ?? type };
  if (type === 'multipart/form-data') return await multipart(value);
  if (typeof value === 'string' && !(type !== undefined && isJsonType(type) && !isJsonText(value))) {
    return { bytes: Buffer.from(value), contentType: contentType ?? 'text/plain; charset=utf-8' };
  }
  return { bytes: Buffer.from(JSON.stringify(value)), contentType: contentType ?? 'application/json' };
}

export function isJsonType(type: string): boolean {
  return /^(?:application|text)\/(?:[\w.-]+\+)?json$/.test(type);
}

function isJsonText(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function fieldsOf(value: Json): [string, string][] {
  if (!isJsonObject(value)) throw new AppError('invalid', 'The body of a form must be an object of its fields.');
  const textOf = (part: Json): string => (typeof part === 'string' ? part : JSON.stringify(part));
  return Object.entries(value).flatMap(([name, part]) =>
    Array.isArray(part)
      ? (part as readonly Json[]).map((entry): [string, string] => [name, textOf(entry)])
      : [[name, textOf(part)] as [string, string]],
  );
}

function formOf(value: Json): URLSearchParams {
  return new URLSearchParams(fieldsOf(value));
}

async function multipart(value: Json): Promise<EncodedBody> {
  const form = new FormData();
  for (const [name, part] of fieldsOf(value)) form.append(name, part);
  const encoded = new Response(form);
  return { bytes: new Uint8Array(await encoded.arrayBuffer()), contentType: encoded.headers.get('content-type') ?? 'multipart/form-data' };
}
