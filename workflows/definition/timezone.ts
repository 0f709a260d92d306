// Whether an IANA time zone exists. Asks Intl where there is one; without it only the form of the name can be judged.
const known = new Map<string, boolean>();

export function knowsTimezone(name: string): boolean {
  const cached = known.get(name);
  if (cached !== undefined) return cached;
  const exists = asksIntl(name);
  if (known.size < 1000) known.set(name, exists);
  return exists;
}

function asksIntl(name: string): boolean {
  // An offset such as +09:00 is accepted by newer engines and not by older ones, and knows no daylight saving: names only.
  if (!/^[A-Za-z]+(?:[/_+-][A-Za-z0-9_+-]+)*$/.test(name)) return false;
  if (typeof Intl === 'undefined') return true;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
