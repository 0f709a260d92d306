// Tells a model that has fallen into a loop from one that has much to say, so that the loop is cut while it is cheap.

const WINDOW = 2_400;
/** A unit this short or shorter, repeated over the whole window, is no sentence any more. */
const LONGEST_UNIT = 120;

/** True when the last 2,400 characters are one unit of at most 120 characters over and over. */
export function isRepeating(text: string): boolean {
  if (text.length < WINDOW) return false;
  const tail = text.slice(-WINDOW);
  // A string with period p equals itself shifted by p.
  for (let period = 1; period <= LONGEST_UNIT; period += 1) {
    if (tail.charCodeAt(WINDOW - 1) === tail.charCodeAt(WINDOW - 1 - period) && tail.startsWith(tail.slice(period))) return true;
  }
  return false;
}
