// Serves the pages over the sample world, to look at them: `node --import tsx test/web/preview.ts 8099 quality-manager`.
import { serve } from '@hono/node-server';
import { appOf, ORIGIN } from './fake-world.ts';
import { sampleWorld } from './sample-world.ts';

const port = Number(process.argv[2] ?? 8099);
const app = appOf(sampleWorld(), {
  demoUsers: [
    { user: 'operator', name: '이작업', role: 'operator', password: 'demo-operator' },
    { user: 'quality', name: '김하늘', role: 'quality-manager', password: 'demo-quality' },
  ],
});
serve({
  port,
  hostname: '127.0.0.1',
  fetch: (request) => {
    const url = new URL(request.url);
    const headers = new Headers(request.headers);
    if (url.pathname !== '/sign-in') headers.set('cookie', `${headers.get('cookie') ?? ''}; role=${process.argv[3] ?? 'quality-manager'}`);
    if (headers.has('origin')) headers.set('origin', ORIGIN);
    return app.fetch(
      new Request(`${ORIGIN}${url.pathname}${url.search}`, {
        method: request.method,
        headers,
        body: request.method === 'POST' ? request.body : undefined,
        duplex: 'half',
      } as RequestInit),
    );
  },
});
console.log(`http://127.0.0.1:${port}`);
