// UTF-8 both ways, written out: the workflow sandbox has no Buffer, and TextDecoder there is not promised.

export function textToBytes(text: string): number[] {
  const bytes: number[] = [];
  for (const letter of text) {
    let code = letter.codePointAt(0) ?? 0;
    if (code >= 0xd800 && code <= 0xdfff) code = 0xfffd;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  }
  return bytes;
}

/** Bytes that are no UTF-8 become U+FFFD each, or make the whole undefined when `isStrict`. */
export function bytesToText(bytes: readonly number[], isStrict: boolean): string | undefined {
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const [code, length] = decodeAt(bytes, at);
    if (code === undefined && isStrict) return undefined;
    text += String.fromCodePoint(code ?? 0xfffd);
    at += length;
  }
  return text;
}

function decodeAt(bytes: readonly number[], at: number): readonly [number | undefined, number] {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return [first, 1];
  const length = first >= 0xf0 && first < 0xf5 ? 4 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xc2 && first < 0xe0 ? 2 : 0;
  if (length === 0) return [undefined, 1];
  let code = first & (0xff >> (length + 1));
  for (let offset = 1; offset < length; offset += 1) {
    const next = bytes[at + offset];
    if (next === undefined || (next & 0xc0) !== 0x80) return [undefined, offset];
    code = (code << 6) | (next & 63);
  }
  const smallest = length === 2 ? 0x80 : length === 3 ? 0x800 : 0x10000;
  if (code < smallest || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return [undefined, length];
  return [code, length];
}
