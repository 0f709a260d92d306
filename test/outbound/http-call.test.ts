// `call: http` as the specification describes it, against a stub on loopback.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCallOnce } from './call-once.ts';
import { json, startStub, type StubServer } from './stub-server.ts';

let stub: StubServer;
const call = createCallOnce();

beforeAll(async () => {
  stub = await startStub(({ url, method, headers, body }, response) => {
    const { pathname } = new URL(url, 'http://x');
    if (pathname === '/json') json(response, { id: 1, name: '부품' });
    else if (pathname === '/text') {
      response.setHeader('content-type', 'text/plain; charset=euc-kr');
      response.end(Buffer.from([0xb0, 0xa1]));
    } else if (pathname === '/image') {
      response.setHeader('content-type', 'image/png');
      response.end(Buffer.from([1, 2, 3]));
    } else if (pathname === '/empty') response.writeHead(204).end();
    else if (pathname === '/lies') {
      response.setHeader('content-type', 'application/json');
      response.end('<html>');
    } else if (pathname === '/proto') {
      response.setHeader('content-type', 'application/json');
      response.end('{"__proto__":{"polluted":1},"a":{"__proto__":2,"b":3}}');
    } else if (pathname === '/deep') {
      response.setHeader('content-type', 'application/json');
      response.end('['.repeat(100_000));
    } else if (pathname === '/moved') response.writeHead(302, { location: '/json' }).end();
    else if (pathname.startsWith('/status/')) {
      const [, , status, wait] = pathname.split('/');
      response.writeHead(Number(status), wait === undefined ? {} : { 'retry-after': wait }).end('private text of the server');
    } else json(response, { method, url, headers, body });
  });
});
afterAll(async () => await stub.stop());
const at = (path: string, more = {}) => ({ method: 'get', endpoint: `${stub.origin}${path}`, ...more });

describe('output', () => {
  it('content deserialises JSON, keeps text by its charset, gives base64 of the rest and null of nothing', async () => {
    expect(await call({ with: at('/json') })).toEqual({ id: 1, name: '부품' });
    expect(await call({ with: at('/text') })).toBe('가');
    expect(await call({ with: at('/image') })).toBe('AQID');
    expect(await call({ with: at('/empty') })).toBeNull();
  });
  it('response gives request, status, headers and content', async () => {
    expect(await call({ with: at('/json', { output: 'response', headers: { authorization: 'Bearer visible-nowhere' } }) })).toMatchObject({
      request: { method: 'get', uri: `${stub.origin}/json`, headers: { authorization: '***' } },
      statusCode: 200,
      headers: { 'content-type': 'application/json' },
      content: { id: 1 },
    });
  });
  it('raw gives base64', async () => {
    expect(await call({ with: at('/json', { output: 'raw' }) })).toBe(Buffer.from('{"id":1,"name":"부품"}').toString('base64'));
  });
  it('drops keys that would be taken for a prototype', async () => {
    const content = await call({ with: at('/proto') });
    expect(JSON.stringify(content)).toBe('{"a":{"b":3}}');
  });
  it.each(['/lies', '/deep'])('%s is an invalid answer, not a crash', async (path) => {
    await expect(call({ with: at(path) })).rejects.toMatchObject({ code: 'unavailable', context: { status: 502 } });
  });
});

describe('the request', () => {
  it('fills {name} from top-level input, encoded, and leaves missing ones empty', async () => {
    const answer = await call({ with: at('/pets/{petId}/{none}?a={a}'), more: { uriVariables: { petId: 'a/b?c', a: 7 } } });
    expect(answer).toMatchObject({ url: '/pets/a%2Fb%3Fc/?a=7' });
  });
  it('refuses an object in {name}', async () => {
    await expect(call({ with: at('/{x}'), more: { uriVariables: { x: {} } } })).rejects.toMatchObject({ code: 'invalid' });
  });
  it('adds query values to those of the endpoint', async () => {
    expect(await call({ with: at('/q?a=1', { query: { b: [1, 2], c: 'x y', d: null } }) })).toMatchObject({ url: '/q?a=1&b=1&b=2&c=x+y' });
  });
  it.each([
    [{ a: 1 }, undefined, 'application/json', '{"a":1}'],
    ['text', undefined, 'text/plain; charset=utf-8', 'text'],
    ['text', 'application/json', 'application/json', '"text"'],
    ['{"a":1}', 'application/json', 'application/json', '{"a":1}'],
    [{ a: 'x y', b: [1, 2] }, 'application/x-www-form-urlencoded', 'application/x-www-form-urlencoded', 'a=x+y&b=1&b=2'],
  ])('sends the body %j with %s as %s', async (body, given, type, sent) => {
    const answer = await call({
      with: at('/b', { method: 'post', body, ...(given === undefined ? {} : { headers: { 'Content-Type': given } }) }),
    });
    expect(answer).toMatchObject({ body: sent, headers: { 'content-type': type } });
  });
  it('carries the same Idempotency-Key on every attempt of a step, another on the next step, none when nothing changes', async () => {
    const keyOf = async (more: object): Promise<unknown> => {
      await call({ with: at('/k', { method: 'post' }), ...more });
      return stub.seen.at(-1)?.headers['idempotency-key'];
    };
    const first = await keyOf({ attempt: 1 });
    expect(first).toMatch(/^[0-9a-f]{40}$/);
    expect(await keyOf({ attempt: 2 })).toBe(first);
    expect(await keyOf({ more: { step: 4 } })).not.toBe(first);
    await call({ with: at('/k') });
    expect(stub.seen.at(-1)?.headers['idempotency-key']).toBeUndefined();
  });
  it.each(['connect', 'TRACE', 'get x', ''])('refuses the method "%s"', async (method) => {
    await expect(call({ with: at('/', { method }) })).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('statuses', () => {
  it.each([301, 404, 500, 503])('%i is a communication error with that status, left to the definition', async (status) => {
    const error = await call({ with: at(`/status/${status}`) }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'unavailable', retryable: false, context: { status } });
    expect((error as Error).message).not.toContain('private text');
  });
  it.each([429, 503])('%i with Retry-After is retried when the server said', async (status) => {
    await expect(call({ with: at(`/status/${status}/7`) })).rejects.toMatchObject({
      retryable: true,
      context: { status, retryAfterMilliseconds: 7000 },
    });
    await expect(call({ with: at(`/status/${status}/7`), attempt: 10 })).rejects.toMatchObject({ retryable: false });
  });
  it('a redirect is an error unless it is to be followed', async () => {
    await expect(call({ with: at('/moved') })).rejects.toMatchObject({ context: { status: 302 } });
    expect(await call({ with: at('/moved', { redirect: true }) })).toMatchObject({ id: 1 });
  });
});
