// Where the evaluator differs from jq 1.8 on purpose or for now, each with its reason. The conformance run and the fuzz test read it.

export interface KnownDifference {
  readonly name: string;
  readonly reason: string;
  /** What it explains, by the text of the program and of the two answers. */
  readonly pattern: RegExp;
}

export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  {
    name: 'number literals',
    reason: 'numbers are IEEE doubles; jq keeps the digits of a literal that nothing has changed (3.0, 1e1000, 100000000000000000001)',
    pattern: /\d\.\d*0\b|\d[eE]\+?\d|\d{17,}|have_decnum/,
  },
  {
    name: 'look-around and back-references',
    reason: 'patterns run on RE2, linear in the text; what RE2 lacks is refused by name (regex-unsupported)',
    pattern: /\(\?<?[=!]|\(\?>|\\\\[1-9k]/,
  },
  {
    name: 'word boundaries and the end of a line',
    reason: '\\b and \\B of RE2 see ASCII words only (\\w, \\d and \\s see every script); $ does not match before a final line break',
    pattern: /\\\\[bB]|\$"/,
  },
  {
    name: 'regex messages',
    reason: 'the usual faults of a pattern have the words of jq; what only RE2 refuses is explained in its own',
    pattern: /\b(test|match|capture|scan|sub|gsub|splits?)\b.*[([]"?$/,
  },
  {
    name: 'several initial values of reduce',
    reason: 'jq loses its state after the first one and fails; here each initial value is folded',
    pattern: /reduce .* \((?:[^;()]|\([^)]*\))*,(?:[^;()]|\([^)]*\))*;/,
  },
  {
    name: 'identity of computed values in paths',
    reason: 'jq compares pointers, so a computed string or number that happens to be the same object still counts as a path',
    pattern: /path\(|paths?\b|\|=|del\(|pick\(/,
  },
  {
    name: 'integer-like keys',
    reason:
      'JavaScript objects list keys such as "2" before others and in ascending order; the order shows in keys_unsorted, .[] and printing',
    pattern: /"\d+\\?":/,
  },
  {
    name: 'depth',
    reason: 'an evaluation nests at most 1,000 deep; jq allows 10,000',
    pattern: /range\(1?0{3,}\d*\)|range\(\d{4,}\)|reduce range/,
  },
  { name: 'unknown formats', reason: 'a misspelt @name is refused when compiling, with its place; jq fails when it runs', pattern: /@\w+/ },
  {
    name: 'alternatives that fail later',
    reason: 'an error behind a `?//` binding inside reduce tries the next alternative with a null state in jq, with the old state here',
    pattern: /\?\/\//,
  },
  { name: 'gamma', reason: 'lgamma and tgamma are good to about 1e-15; the last digit may differ', pattern: /gamma/ },
  { name: 'time zones', reason: 'there is no time zone here: local time is UTC, and %Z is UTC', pattern: /local|%Z|%z|strptime|strftime/ },
  {
    name: 'more functions',
    reason: 'ascii, date, dateadd, datesub, leaf_paths, toarray, @base32 and @base32d exist here',
    pattern: /ascii\b|date(add|sub)?\b|leaf_paths|toarray|base32/,
  },
];

/** `complaint`: the program with both answers. */
export function explain(complaint: string): KnownDifference | undefined {
  return KNOWN_DIFFERENCES.find(({ pattern }) => pattern.test(complaint));
}
