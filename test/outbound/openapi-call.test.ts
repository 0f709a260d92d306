// `call: openapi`: Swagger 2 and OpenAPI 3, JSON and YAML, each kind of parameter, against a stub on loopback.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { createCallOnce } from './call-once.ts';
import { json, startStub, type StubServer } from './stub-server.ts';

let stub: StubServer;
const call = createCallOnce();

const SWAGGER = {
  swagger: '2.0',
  basePath: '/v2',
  paths: {
    '/pet/findByStatus': {
      get: {
        operationId: 'findPetsByStatus',
        parameters: [{ name: 'status', in: 'query', required: true, type: 'array', items: { type: 'string' }, collectionFormat: 'multi' }],
      },
    },
    '/pet/{petId}': {
      parameters: [{ $ref: '#/parameters/petId' }],
      get: { operationId: 'getPetById' },
      post: {
        operationId: 'updateForm',
        consumes: ['application/x-www-form-urlencoded'],
        parameters: [{ name: 'name', in: 'formData', type: 'string' }],
      },
    },
    '/pet': { post: { operationId: 'addPet', parameters: [{ name: 'pet', in: 'body', required: true, schema: { type: 'object' } }] } },
    '/list': {
      get: {
        operationId: 'list',
        parameters: [
          { name: 'ids', in: 'query', type: 'array', collectionFormat: 'pipes' },
          { name: 'x', in: 'query', type: 'array' },
        ],
      },
    },
  },
  parameters: { petId: { name: 'petId', in: 'path', required: true, type: 'integer' } },
};
const OPENAPI = {
  openapi: '3.1.0',
  servers: [{ url: '/{base}/', variables: { base: { default: 'api' } } }],
  paths: {
    '/lots/{lot}': {
      put: {
        operationId: 'putLot',
        parameters: [
          { name: 'lot', in: 'path', required: true, schema: { type: 'string' } },
          { name: 'tags', in: 'query', schema: { type: 'array' } },
          { name: 'flat', in: 'query', explode: false, schema: { type: 'array' } },
          { name: 'filter', in: 'query', style: 'deepObject', schema: { type: 'object' } },
          { name: 'x-plant', in: 'header', schema: { type: 'string' } },
          { name: 'session', in: 'cookie', schema: { type: 'string' } },
          { name: 'where', in: 'query', content: { 'application/json': {} } },
        ],
        requestBody: { $ref: '#/components/requestBodies/Lot' },
      },
    },
    '/circle': { $ref: '#/paths/~1circle' },
  },
  components: { requestBodies: { Lot: { required: true, content: { 'application/json': {} } } } },
};

beforeAll(async () => {
  stub = await startStub(({ url, method, body }, response) => {
    if (url === '/swagger.json') json(response, SWAGGER);
    else if (url === '/openapi.yaml') response.end(stringify(OPENAPI));
    else if (url === '/elsewhere')
      json(response, {
        openapi: '3.0.0',
        servers: [{ url: 'http://169.254.169.254/latest' }],
        paths: { '/': { get: { operationId: 'steal' } } },
      });
    else if (url === '/schemes.json')
      json(response, {
        swagger: '2.0',
        host: `127.0.0.1:${stub.port}`,
        schemes: ['https', 'http'],
        paths: { '/here': { get: { operationId: 'here' } } },
      });
    else if (url === '/html') response.end('<html>');
    else if (url === '/v2/pet/404') json(response, {}, 404);
    else json(response, { method, url, body });
  });
});
afterAll(async () => await stub.stop());
beforeEach(() => {
  stub.seen.length = 0;
});

let run = 0;
/** A run of its own for each call, so that no document is kept from the one before. */
async function operation(document: string, operationId: string, parameters: object = {}, more: object = {}): Promise<unknown> {
  return await call({
    task: 'openapi',
    with: { document: { endpoint: `${stub.origin}${document}` }, operationId, parameters: parameters as never, ...more },
    more: {
      run: {
        tenant: 't',
        runId: `run-${(run += 1)}`,
        submissionId: 's',
        definitionId: 'd',
        namespace: 'n',
        name: 'w',
        version: '1',
        hash: 'h',
      },
    },
  });
}

describe('Swagger 2', () => {
  it.each([
    ['findPetsByStatus', { status: ['a', 'b'] }, { method: 'GET', url: '/v2/pet/findByStatus?status=a&status=b' }],
    ['findPetsByStatus', { status: 'available' }, { url: '/v2/pet/findByStatus?status=available' }],
    ['getPetById', { petId: 7 }, { url: '/v2/pet/7' }],
    ['updateForm', { petId: 7, name: 'a b' }, { method: 'POST', url: '/v2/pet/7', body: 'name=a+b' }],
    ['addPet', { pet: { id: 1 } }, { body: '{"id":1}' }],
    ['addPet', { body: { id: 1 } }, { body: '{"id":1}' }],
    ['addPet', { id: 1, name: 'x' }, { body: '{"id":1,"name":"x"}' }],
    ['list', { ids: [1, 2], x: ['a', 'b'] }, { url: '/v2/list?ids=1%7C2&x=a,b' }],
  ])('%s %j', async (id, parameters, expected) => {
    expect(await operation('/swagger.json', id, parameters)).toMatchObject(expected);
  });
});

it('is asked by the scheme of its document where it offers several', async () => {
  expect(await operation('/schemes.json', 'here')).toMatchObject({ url: '/here' });
});

describe('OpenAPI 3', () => {
  it('puts every parameter where it belongs', async () => {
    const answer = await operation('/openapi.yaml', 'putLot', {
      lot: 'A/1',
      tags: ['x', 'y'],
      flat: [1, 2],
      filter: { a: 1 },
      'x-plant': 'P1',
      session: 's 1',
      where: { b: 2 },
      body: { size: 3 },
    });
    expect(answer).toEqual({
      method: 'PUT',
      url: '/api/lots/A%2F1?tags=x&tags=y&flat=1,2&filter%5Ba%5D=1&where=%7B%22b%22%3A2%7D',
      body: '{"size":3}',
    });
    expect(stub.seen.at(-1)?.headers).toMatchObject({ 'x-plant': 'P1', cookie: 'session=s%201', 'content-type': 'application/json' });
  });
  it('gives the response when asked to', async () => {
    expect(await operation('/swagger.json', 'getPetById', { petId: 1 }, { output: 'response' })).toMatchObject({
      statusCode: 200,
      request: { method: 'get', uri: `${stub.origin}/v2/pet/1` },
      content: { url: '/v2/pet/1' },
    });
  });
  it('signs in to the operation', async () => {
    await operation('/swagger.json', 'getPetById', { petId: 1 }, { authentication: { bearer: { token: 'abcdef' } } });
    expect(stub.seen.map((request) => request.headers.authorization)).toEqual([undefined, 'Bearer abcdef']);
  });
  it('fetches a document once in a run', async () => {
    const given = {
      task: 'openapi',
      with: { document: { endpoint: `${stub.origin}/swagger.json` }, operationId: 'getPetById', parameters: { petId: 1 } },
    };
    await call(given);
    await call(given);
    expect(stub.seen.filter((request) => request.url === '/swagger.json')).toHaveLength(1);
  });
});

describe('what does not fit', () => {
  it.each([
    ['/swagger.json', 'getPetByID', { petId: 1 }, /Did you mean "getPetById"/],
    ['/swagger.json', 'getPetById', {}, /needs: petId/],
    ['/swagger.json', 'getPetById', { petId: 1, pet: 2 }, /no parameter "pet"/],
    ['/swagger.json', 'addPet', {}, /needs a body/],
    ['/swagger.json', 'updateForm', { petId: 1, nam: 'x' }, /no field "nam"/],
    ['/openapi.yaml', 'nothing', {}, /itself in a circle/],
    ['/html', 'x', {}, /neither OpenAPI 3 nor Swagger/],
    ['/elsewhere', 'steal', {}, /"169.254.169.254" leads to/],
  ])('%s %s %j is refused with a reason', async (document, id, parameters, message) => {
    await expect(operation(document, id, parameters)).rejects.toThrow(message);
  });
  it('a failing operation is a communication error with its status', async () => {
    await expect(operation('/swagger.json', 'getPetById', { petId: 404 })).rejects.toMatchObject({
      code: 'unavailable',
      context: { status: 404 },
    });
  });
});
