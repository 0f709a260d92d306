// The checksum of a report: SHA-256 over the canonical JSON of its facts. Files have hashes of their own in the artifact store.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalize } from '../definition/hash.ts';
import type { Json } from '../definition/json.ts';

/** SHA-256 in hex of the facts' RFC 8785 form. */
export function factsChecksum(facts: Json): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalize(facts))));
}
