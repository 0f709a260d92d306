// What a URL must look like before anybody resolves its name: scheme, no credentials, no disguised address, no metadata name.
import { isIP } from 'node:net';
import { AppError } from '../definition/errors.ts';

/** Names under which clouds serve credentials to whoever asks; refused whatever they resolve to. */
const METADATA_NAMES: ReadonlySet<string> = new Set([
  'metadata',
  'metadata.google.internal',
  'metadata.goog',
  'instance-data',
  'instance-data.ec2.internal',
  'metadata.azure.internal',
  'metadata.tencentyun.com',
]);

/** @throws AppError `invalid` (not a URL we call), `forbidden` (a metadata service). The text never repeats the URL: it may hold a secret. */
export function parseGuardedUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url) throw new AppError('invalid', 'The endpoint is not an absolute URL; write it as https://host/path.');
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new AppError('invalid', `Only http and https can be called, not "${url.protocol}".`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new AppError('invalid', 'The endpoint holds a user name or password; use an authentication policy instead.');
  }
  const host = hostOf(url);
  if (host === '') throw new AppError('invalid', 'The endpoint has no host.');
  if (isIP(host) === 4 && writtenHost(text) !== host) {
    throw new AppError(
      'invalid',
      'The host is an address in a disguised form (decimal, octal, hexadecimal or short); write it as a.b.c.d.',
    );
  }
  if (METADATA_NAMES.has(host)) throw new AppError('forbidden', `"${host}" is a metadata service and is never called.`);
  return url;
}

/** The host in lower case, without brackets and the root's dot. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
}

/** The host as it stands in the text, before any normalising. */
function writtenHost(text: string): string {
  return /^\s*[a-z]+:[\\/]*([^/\\?#:]*)/i.exec(text)?.[1] ?? '';
}

/** Scheme, host and path: what an error may say about a URL. Query and fragment may hold data of people. */
export function shownUrl(url: URL): string {
  return `${url.protocol}//${url.host}${url.pathname}`;
}
