// Semantic versions as text that sorts byte by byte as the versions do, so that "latest" is an ordinary index scan.

const DIGITS = 10;

/**
 * "1.10.0" sorts after "1.9.0" and after "1.10.0-rc.1"; build metadata is ignored (semver 2.0 section 11). Compare under the "C" collation.
 * What is no semantic version sorts before all that are.
 */
export function versionOrder(version: string): string {
  const parts = /^(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?(?:\+.*)?$/.exec(version);
  if (parts === null) return ` ${version}`;
  const core = parts.slice(1, 4).map((part) => part.padStart(DIGITS, '0'));
  // "~" sorts after everything a pre-release may hold: the release comes after its candidates.
  return `${core.join('.')}-${parts[4] === undefined ? '~' : preRelease(parts[4])}`;
}

/** Numbers sort before words; a shorter list before a longer one with the same beginning (" " ends each identifier and sorts first). */
function preRelease(text: string): string {
  return text
    .split('.')
    .map((part) => (/^\d+$/.test(part) ? `0${part.padStart(DIGITS, '0')} ` : `1${part} `))
    .join('');
}
