// Decodes the bytes of a text file: UTF-8 and UTF-16 by mark, else UTF-8, else the Korean code page that older programs write.
import type { BlockList } from './block-list.ts';

/** Never throws: characters that no encoding explains are counted in a warning and stand as U+FFFD. */
export function decodeText(bytes: Uint8Array, blocks: BlockList): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const korean = new TextDecoder('euc-kr').decode(bytes);
    const unknown = korean.split('\uFFFD').length - 1;
    blocks.warn(
      'decoded-as-euc-kr',
      'document',
      'The text is not UTF-8 and was read as EUC-KR (CP949): save it as UTF-8 if letters look wrong.',
    );
    if (unknown > 0) blocks.warn('unknown-characters', 'document', `${unknown} characters fit no known encoding.`);
    return korean;
  }
}
