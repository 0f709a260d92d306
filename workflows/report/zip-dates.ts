// Sets the dates inside a ZIP file (an XLSX workbook is one) to a given time, so that equal contents give equal bytes.
import { AppError } from '../definition/errors.ts';

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;

/**
 * Returns the archive with the time stamp of every entry replaced, in both its headers.
 * Source: PKWARE APPNOTE 4.3.7, 4.3.12, 4.3.16; DOS times have a resolution of two seconds and start in 1980.
 */
export function withZipDates(archive: Uint8Array, time: Date): Uint8Array {
  const bytes = archive.slice();
  const view = new DataView(bytes.buffer);
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== endOfDirectory) end--;
  if (end < 0) throw new AppError('internal', 'The workbook is no ZIP file: its end of directory is missing.');
  const count = view.getUint16(end + 10, true);
  const [dosTime, dosDate] = dosStamp(time);
  let entry = view.getUint32(end + 16, true);
  for (let index = 0; index < count && view.getUint32(entry, true) === directoryEntry; index++) {
    view.setUint16(entry + 12, dosTime, true);
    view.setUint16(entry + 14, dosDate, true);
    const local = view.getUint32(entry + 42, true);
    view.setUint16(local + 10, dosTime, true);
    view.setUint16(local + 12, dosDate, true);
    entry += 46 + view.getUint16(entry + 28, true) + view.getUint16(entry + 30, true) + view.getUint16(entry + 32, true);
  }
  return bytes;
}

function dosStamp(time: Date): [number, number] {
  const year = Math.max(1980, time.getUTCFullYear());
  const clock = (time.getUTCHours() << 11) | (time.getUTCMinutes() << 5) | (time.getUTCSeconds() >> 1);
  return [clock, ((year - 1980) << 9) | ((time.getUTCMonth() + 1) << 5) | time.getUTCDate()];
}
