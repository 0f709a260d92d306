// What the specification has and this platform does not run: refused when the document is checked, by name and place.
import { type Check, type Checking, report } from './checking.ts';

export function refuseOutside(checking: Checking, path: string, en: string, ko: string): void {
  report(checking, path, 'outside-profile', en, ko);
}

export function outside(en: string, ko: string): Check {
  return (checking, _value, path) => refuseOutside(checking, path, en, ko);
}
