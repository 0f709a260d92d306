// Entry of a parser thread from the source tree: a thread does not inherit its parent's loader, so it registers tsx itself.
// A bundle puts the built parse-thread-entry.ts under this very name.
import { register } from 'tsx/esm/api';

register();
await import('./parse-thread-entry.ts');
