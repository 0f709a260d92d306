// Stands in for the public services that the specification's conformance scenarios call: a pet store with its Swagger document.
import { json, startStub, type StubServer } from '../outbound/stub-server.ts';

const PETS = [
  { id: 1, name: 'Milou', status: 'available' },
  { id: 2, name: 'Snowy', status: 'available' },
];

const SWAGGER = {
  swagger: '2.0',
  basePath: '/v2',
  paths: {
    '/pet/findByStatus': {
      get: {
        operationId: 'findPetsByStatus',
        parameters: [{ name: 'status', in: 'query', required: true, type: 'array', collectionFormat: 'multi' }],
      },
    },
    '/pet/{petId}': { get: { operationId: 'getPetById', parameters: [{ name: 'petId', in: 'path', required: true, type: 'integer' }] } },
  },
};

export async function startServices(): Promise<StubServer> {
  let failures = 0;
  return await startStub(({ url, headers, method, body }, response) => {
    const { pathname, searchParams } = new URL(url, 'http://x');
    const pet = PETS.find(({ id }) => pathname === `/v2/pet/${id}`);
    if (pathname === '/v2/swagger.json') json(response, SWAGGER);
    else if (pathname === '/v2/pet/findByStatus')
      json(
        response,
        PETS.filter(({ status }) => status === searchParams.get('status')),
      );
    else if (pet) json(response, pet);
    else if (pathname.startsWith('/basic-auth/')) {
      const [user = '', password = ''] = pathname.split('/').slice(2).map(decodeURIComponent);
      const isKnown = headers.authorization === `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
      json(response, { authenticated: isKnown, user }, isKnown ? 200 : 401);
    } else if (pathname === '/unavailable') json(response, {}, 503);
    else if (pathname === '/flaky') {
      failures += 1;
      json(response, { attempt: failures }, failures < 3 ? 503 : 200);
    } else if (pathname === '/busy-once') {
      failures += 1;
      if (failures % 2 === 1) json(response, {}, 503, { 'retry-after': '1' });
      else json(response, { key: headers['idempotency-key'] });
    } else if (pathname === '/moved') response.writeHead(302, { location: '/v2/pet/1' }).end();
    else if (pathname === '/echo') json(response, { method, url, authorization: headers.authorization ?? null, body });
    else json(response, { message: 'not found' }, 404);
  });
}
