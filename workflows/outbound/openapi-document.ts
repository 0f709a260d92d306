// An OpenAPI 3 or Swagger 2 document as one shape: operations with their parameters, body and server. No network, no call.
import { parse as parseYaml } from 'yaml';
import { AppError } from '../definition/errors.ts';
import { closest } from '../definition/closest.ts';
import { isJsonObject, type Json, type JsonObject } from '../definition/json.ts';
import { segmentsOf } from '../definition/pointer.ts';
import { serverUrl } from './openapi-server.ts';

export interface ApiParameter {
  readonly name: string;
  readonly place: 'path' | 'query' | 'header' | 'cookie';
  readonly required: boolean;
  /** How lists and objects are written. */
  readonly style: string;
  readonly explode: boolean;
  /** The value is sent as JSON text. */
  readonly isJson: boolean;
}

export interface ApiBody {
  /** The parameter's own name (Swagger 2). */
  readonly name?: string;
  readonly mediaType: string;
  readonly required: boolean;
  /** Form fields by name (Swagger 2); undefined: whatever the author gives. */
  readonly fields?: readonly string[];
}

export interface ApiOperation {
  readonly method: string;
  readonly path: string;
  /** Absolute, without a slash at the end. */
  readonly server: string;
  readonly parameters: readonly ApiParameter[];
  readonly body?: ApiBody;
}

/** Documents of runs, by run and address, so that a loop does not fetch one a thousand times. */
export interface DocumentCache {
  readonly entries: Map<string, { readonly document: Promise<JsonObject>; readonly expires: number }>;
}

export function createDocumentCache(): DocumentCache {
  return { entries: new Map() };
}

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const;
const MAX_REFERENCES = 20;

/** @throws AppError `unavailable` when the text is no such document. */
export function parseApiDocument(text: string): JsonObject {
  let value: unknown;
  try {
    value = text.trimStart().startsWith('{') ? JSON.parse(text) : parseYaml(text, { maxAliasCount: 100 });
  } catch {
    value = undefined;
  }
  const isKnown = isJsonObject(value) && (value['swagger'] === '2.0' || /^3\.\d/.test(textAt(value, 'openapi')));
  if (isKnown) return value as JsonObject;
  throw new AppError('unavailable', 'The document is neither OpenAPI 3 nor Swagger 2.0 in JSON or YAML.', {
    context: { status: 502, title: 'Invalid API document' },
  });
}

/** @param documentUrl where relative servers start from. @throws AppError `invalid` for an unknown operation, with the closest name. */
export function findOperation(document: JsonObject, operationId: string, documentUrl: URL): ApiOperation {
  const known: string[] = [];
  for (const [path, given] of Object.entries(objectAt(document, 'paths'))) {
    const item = dereferenced(document, given);
    for (const method of METHODS) {
      const operation = item[method];
      if (!isJsonObject(operation) || typeof operation['operationId'] !== 'string') continue;
      if (operation['operationId'] === operationId) return operationOf(document, { path, method, item, operation, documentUrl });
      known.push(operation['operationId']);
    }
  }
  const guess = closest(operationId, known);
  throw new AppError(
    'invalid',
    `The API document has no operation "${operationId}".${guess === undefined ? '' : ` Did you mean "${guess}"?`}`,
  );
}

interface Found {
  readonly path: string;
  readonly method: string;
  readonly item: JsonObject;
  readonly operation: JsonObject;
  readonly documentUrl: URL;
}

function operationOf(document: JsonObject, { path, method, item, operation, documentUrl }: Found): ApiOperation {
  const given = new Map<string, JsonObject>();
  for (const part of [...listAt(item, 'parameters'), ...listAt(operation, 'parameters')]) {
    const parameter = dereferenced(document, part);
    given.set(`${textAt(parameter, 'in')} ${textAt(parameter, 'name')}`, parameter);
  }
  const all = [...given.values()];
  const parameters = all.map(parameterOf).filter((parameter) => parameter !== undefined);
  const body = document['swagger'] === undefined ? requestBody(document, operation) : swaggerBody(document, operation, all);
  return { method, path, parameters, server: serverUrl(document, item, operation, documentUrl), ...(body ? { body } : {}) };
}

function parameterOf(given: JsonObject): ApiParameter | undefined {
  const place = given['in'];
  if (place !== 'path' && place !== 'query' && place !== 'header' && place !== 'cookie') return undefined;
  const style =
    typeof given['style'] === 'string'
      ? given['style']
      : (swaggerStyle(given) ?? (place === 'query' || place === 'cookie' ? 'form' : 'simple'));
  const explode =
    typeof given['explode'] === 'boolean'
      ? given['explode']
      : given['collectionFormat'] === 'multi' || (given['type'] === undefined && style === 'form');
  return {
    name: textAt(given, 'name'),
    place,
    required: given['required'] === true || place === 'path',
    style,
    explode,
    isJson: isJsonObject(given['content']),
  };
}

/** Swagger 2 has a name for each separator; a parameter of it has a type of its own, without a schema. */
function swaggerStyle(given: JsonObject): string | undefined {
  const styles: Readonly<Record<string, string>> = {
    ssv: 'spaceDelimited',
    pipes: 'pipeDelimited',
    csv: 'form',
    multi: 'form',
    tsv: 'tabDelimited',
  };
  const format = given['collectionFormat'];
  return typeof format === 'string' && given['in'] === 'query' ? styles[format] : undefined;
}

function requestBody(document: JsonObject, operation: JsonObject): ApiBody | undefined {
  if (operation['requestBody'] === undefined) return undefined;
  const body = dereferenced(document, operation['requestBody']);
  return { mediaType: preferred(Object.keys(objectAt(body, 'content'))), required: body['required'] === true };
}

function swaggerBody(document: JsonObject, operation: JsonObject, parameters: readonly JsonObject[]): ApiBody | undefined {
  const consumes = (operation['consumes'] === undefined ? listAt(document, 'consumes') : listAt(operation, 'consumes')).filter(
    (entry) => typeof entry === 'string',
  );
  const body = parameters.find((parameter) => parameter['in'] === 'body');
  if (body) return { name: textAt(body, 'name'), mediaType: preferred(consumes), required: body['required'] === true };
  const fields = parameters.filter((parameter) => parameter['in'] === 'formData').map((parameter) => textAt(parameter, 'name'));
  if (fields.length === 0) return undefined;
  return {
    mediaType: consumes.includes('multipart/form-data') ? 'multipart/form-data' : 'application/x-www-form-urlencoded',
    required: false,
    fields,
  };
}

function preferred(types: readonly string[]): string {
  return (
    types.find((type) => /[/+]json\b/.test(type)) ??
    types.find((type) => /form/.test(type)) ??
    types.find((type) => !type.includes('*')) ??
    'application/json'
  );
}

/** Follows `#/...`. @throws AppError `invalid` for references to other documents and for circles. */
function dereferenced(document: JsonObject, given: Json | undefined): JsonObject {
  let value = given;
  for (let hops = 0; isJsonObject(value) && typeof value['$ref'] === 'string'; hops += 1) {
    const reference = value['$ref'];
    if (!reference.startsWith('#/') || hops > MAX_REFERENCES)
      throw new AppError('invalid', 'The API document refers to another document, or to itself in a circle; bundle it into one.');
    value = segmentsOf(decodeURIComponent(reference.slice(1))).reduce<Json | undefined>(
      (part, key) => (isJsonObject(part) && Object.hasOwn(part, key) ? part[key] : undefined),
      document,
    );
  }
  return isJsonObject(value) ? value : {};
}

function objectAt(value: JsonObject, key: string): JsonObject {
  const part = value[key];
  return isJsonObject(part) ? part : {};
}

function textAt(value: JsonObject, key: string): string {
  const part = value[key];
  return typeof part === 'string' ? part : '';
}

function listAt(value: JsonObject, key: string): readonly Json[] {
  const part = value[key];
  return Array.isArray(part) ? (part as readonly Json[]) : [];
}
