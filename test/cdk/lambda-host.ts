// A small stand-in for Lambda's Node host: enough to import a bundle out of cdk.out and feed it real function-URL events, streaming.
import { Writable } from 'node:stream';

export interface StreamedAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly body: string;
}
type StreamHandler = (event: unknown, stream: Writable, context: unknown) => Promise<void>;
interface Metadata {
  statusCode: number;
  headers: Record<string, string>;
  cookies: string[];
}

/** Puts `awslambda` where bundles look for it. */
export function installLambdaHost(): void {
  const metadata = new WeakMap<Writable, Metadata>();
  Object.assign(globalThis, {
    awslambda: {
      streamifyResponse: (handler: StreamHandler) => async (event: unknown) => {
        const chunks: Buffer[] = [];
        const stream = new Writable({
          write(chunk: Buffer | string, _encoding, done) {
            chunks.push(Buffer.from(chunk));
            done();
          },
        });
        await handler(event, stream, {});
        return { ...metadata.get(stream), body: Buffer.concat(chunks).toString('utf8') };
      },
      HttpResponseStream: {
        from: (stream: Writable, given: Metadata) => {
          metadata.set(stream, given);
          return stream;
        },
      },
    },
  });
}

/** An event as a Lambda function URL gets it from CloudFront (payload format 2.0). */
export function functionUrlEvent(request: {
  readonly method: string;
  readonly path: string;
  readonly query?: string;
  readonly headers?: Record<string, string>;
  readonly cookies?: string[];
  readonly body?: string;
}) {
  const host = 'abcdefgh.lambda-url.ap-northeast-2.on.aws';
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: request.path,
    rawQueryString: request.query ?? '',
    ...(request.cookies === undefined ? {} : { cookies: request.cookies }),
    headers: {
      host,
      'x-forwarded-for': '203.0.113.9',
      'x-aix-viewer-address': '198.51.100.7',
      authorization: 'AWS4-HMAC-SHA256 Credential=x',
      ...request.headers,
    },
    requestContext: {
      accountId: 'anonymous',
      apiId: 'abcdefgh',
      domainName: host,
      domainPrefix: 'abcdefgh',
      http: { method: request.method, path: request.path, protocol: 'HTTP/1.1', sourceIp: '130.176.0.1', userAgent: 'Amazon CloudFront' },
      requestId: 'r-1',
      routeKey: '$default',
      stage: '$default',
      time: '24/Nov/2026:12:00:00 +0000',
      timeEpoch: 1_795_867_200_000,
    },
    ...(request.body === undefined ? {} : { body: Buffer.from(request.body).toString('base64') }),
    isBase64Encoded: request.body !== undefined,
  };
}
