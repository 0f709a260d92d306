// The peer's address of a request, remembered beside it: from the connection or the platform's own context, never from a header that a client may send.
const addresses = new WeakMap<Request, string>();

export function rememberAddress(request: Request, address: string): void {
  addresses.set(request, address);
}

export function addressOf(request: Request): string {
  return addresses.get(request) ?? 'unknown';
}
