// CloudEvents 1.0 as they come in: structured JSON, one or a batch, every fault reported with its place. Nothing is stored here.
import { AppError } from '../definition/errors.ts';
import type { Issue } from '../definition/issue.ts';
import { isJsonObject, type Json, type JsonObject } from '../definition/json.ts';

/** A checked CloudEvent; other attributes and data as they came. */
export interface CloudEvent extends JsonObject {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
}

/** Events in one request. */
export const MAX_BATCH = 500;
/** Characters of one event in JSON: a run keeps what it has not consumed yet in its own state. */
export const MAX_EVENT = 64 * 1024;
const MAX_NAME = 300;

/** @throws AppError 'invalid' with every fault of every event, paths into the body. */
export function readCloudEvents(body: Json, now: () => Date): readonly CloudEvent[] {
  const batch = Array.isArray(body);
  const list = (batch ? body : [body]) as readonly Json[];
  if (list.length === 0 || list.length > MAX_BATCH) {
    throw new AppError('invalid', `Send 1 to ${MAX_BATCH} events at once.`, {
      issues: [{ path: '', code: 'max-items', message: `There are ${list.length} events; send 1 to ${MAX_BATCH}.` }],
    });
  }
  const issues = list.flatMap((event, index) => issuesOf(event, batch ? `/${index}` : ''));
  if (issues.length > 0)
    throw new AppError('invalid', 'What was sent is not a CloudEvent (1.0, structured JSON).', { issues: issues.slice(0, 50) });
  // `time` is optional in the specification; ours always have one, so that a run may sort by it.
  return list.map((event) => ({ time: now().toISOString(), ...(event as CloudEvent) }));
}

function issuesOf(event: Json, path: string): Issue[] {
  if (!isJsonObject(event)) return [{ path, code: 'invalid-type', message: 'An event is a JSON object.' }];
  const issues: Issue[] = [];
  const complain = (name: string, code: string, message: string): void => void issues.push({ path: `${path}/${name}`, code, message });
  if (event['specversion'] !== '1.0') complain('specversion', 'const', 'specversion must be "1.0".');
  for (const name of ['id', 'source', 'type']) {
    const value = event[name];
    if (typeof value !== 'string' || value === '') complain(name, 'required', `"${name}" must be a text that is not empty.`);
  }
  for (const name of ['id', 'source', 'type', 'subject', 'time', 'datacontenttype', 'dataschema']) {
    const value = event[name];
    if (value === undefined || value === '') continue;
    if (typeof value !== 'string') {
      if (!['id', 'source', 'type'].includes(name)) complain(name, 'invalid-type', `"${name}" must be a text.`);
    } else if (value.length > MAX_NAME || hasControl(value))
      complain(name, 'max-length', `"${name}" must have at most ${MAX_NAME} characters and no control characters.`);
  }
  const time = event['time'];
  if (
    typeof time === 'string' &&
    (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/i.test(time) || Number.isNaN(Date.parse(time)))
  )
    complain('time', 'date-time', '"time" must be an RFC 3339 date and time with a zone, such as 2026-11-24T08:00:00Z.');
  if ('data' in event && 'data_base64' in event) complain('data_base64', 'exclusive-fields', 'Give data or data_base64, not both.');
  for (const name of Object.keys(event)) {
    if (name !== 'data_base64' && !/^[a-z0-9]{1,40}$/.test(name))
      issues.push({
        path: `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
        code: 'unknown-field',
        message: 'Names of attributes have 1 to 40 lower-case letters and digits.',
      });
  }
  if (JSON.stringify(event).length > MAX_EVENT)
    issues.push({
      path,
      code: 'too-large',
      message: `An event may have ${MAX_EVENT} characters; put the bulk into an artifact and name it.`,
    });
  return issues;
}

function hasControl(text: string): boolean {
  return /\p{Cc}/u.test(text);
}
