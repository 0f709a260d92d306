// Lambda@Edge, origin request: adds the SHA-256 of the body that the signed origin asks for, so that plain HTML forms can post.
// No database, no SDK, no environment: this runs in every region, from a numbered version.
import { createHash } from 'node:crypto';

interface EdgeHeader {
  readonly key?: string;
  readonly value: string;
}
interface EdgeRequest {
  readonly method: string;
  readonly headers: Record<string, EdgeHeader[]>;
  readonly body?: { readonly data: string; readonly encoding: 'base64' | 'text'; readonly inputTruncated: boolean };
}
export interface EdgeResponse {
  readonly status: string;
  readonly statusDescription: string;
  readonly headers: Record<string, EdgeHeader[]>;
  readonly body: string;
}
export interface EdgeEvent {
  readonly Records: readonly { readonly cf: { readonly request: EdgeRequest } }[];
}

const EMPTY = createHash('sha256').update('').digest('hex');

/** Gives the request with its hash, or 413: a body over 1 MB reaches the edge cut off, and its hash would be of another body. */
export async function handler(event: EdgeEvent): Promise<EdgeRequest | EdgeResponse> {
  const request = event.Records[0]?.cf.request;
  if (request === undefined) throw new Error('The event holds no request.');
  if (request.body?.inputTruncated === true) {
    return {
      status: '413',
      statusDescription: 'Content Too Large',
      headers: { 'content-type': [{ key: 'Content-Type', value: 'application/problem+json' }] },
      body: JSON.stringify({
        type: 'urn:aix:error:too-large',
        title: 'Too large',
        status: 413,
        detail: 'The body is larger than 1 MB. Send photos and files as uploads of their own.',
        code: 'too-large',
      }),
    };
  }
  const { data, encoding } = request.body ?? { data: '', encoding: 'text' as const };
  const hash =
    data === ''
      ? EMPTY
      : createHash('sha256')
          .update(Buffer.from(data, encoding === 'base64' ? 'base64' : 'utf8'))
          .digest('hex');
  request.headers['x-amz-content-sha256'] = [{ key: 'x-amz-content-sha256', value: hash }];
  return request;
}
