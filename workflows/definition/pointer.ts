// JSON Pointers (RFC 6901), the one way the house names a place in a document.

export function escapeSegment(segment: string | number): string {
  if (typeof segment === 'number') return String(segment);
  // Nearly all names are plain, and a document has tens of thousands of them.
  return segment.includes('~') || segment.includes('/') ? segment.replaceAll('~', '~0').replaceAll('/', '~1') : segment;
}

export function unescapeSegment(segment: string): string {
  return segment.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** The pointer of `segments` under `parent`. */
export function pointer(parent: string, ...segments: readonly (string | number)[]): string {
  let path = parent;
  for (const segment of segments) path += `/${escapeSegment(segment)}`;
  return path;
}

/** "/a/b" -> "/a"; undefined for the whole document. */
export function parentPointer(path: string): string | undefined {
  return path === '' ? undefined : path.slice(0, path.lastIndexOf('/'));
}

export function segmentsOf(path: string): string[] {
  return path === '' ? [] : path.slice(1).split('/').map(unescapeSegment);
}
