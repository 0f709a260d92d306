// Names while compiling: which variable, parameter, label or definition a name means, and how many hops away it lives at run time.
import type { Filter } from './filter.ts';

/** A definition; `filter` is there once its body is compiled, so that the body may call itself. */
export interface CompiledDefinition {
  readonly params: readonly { readonly name: string; readonly isValue: boolean }[];
  /** Bindings in force where it was defined. */
  readonly level: number;
  filter: Filter | undefined;
}

type Entry =
  | { readonly kind: 'variable' | 'parameter' | 'label'; readonly name: string; readonly level: number }
  | { readonly kind: 'function'; readonly name: string; readonly definition: CompiledDefinition };

export class Scope {
  private constructor(
    /** Number of run-time nodes in force here. */
    readonly level: number,
    private readonly entry: Entry | undefined,
    private readonly parent: Scope | undefined,
    readonly source: string,
  ) {}

  static root(source: string): Scope {
    return new Scope(0, undefined, undefined, source);
  }

  withVariable(name: string): Scope {
    return this.with({ kind: 'variable', name, level: this.level + 1 });
  }

  withLabel(name: string): Scope {
    return this.with({ kind: 'label', name, level: this.level + 1 });
  }

  /** `$name` in a parameter list binds both the variable and the filter of that name, in one node. */
  withParameter(name: string, isValue: boolean): Scope {
    const scope = this.with({ kind: 'parameter', name, level: this.level + 1 });
    return isValue ? new Scope(scope.level, { kind: 'variable', name, level: scope.level }, scope, this.source) : scope;
  }

  withFunction(name: string, definition: CompiledDefinition): Scope {
    return new Scope(this.level, { kind: 'function', name, definition }, this, this.source);
  }

  /** Hops to the node of a variable or label. */
  hopsTo(kind: 'variable' | 'label', name: string): number | undefined {
    for (const entry of this.entries()) {
      if (entry.kind === kind && entry.name === name) return this.level - entry.level;
    }
    return undefined;
  }

  /** The definition or the parameter that `name/arity` means here. */
  callee(name: string, arity: number): { definition: CompiledDefinition } | { hops: number } | undefined {
    for (const entry of this.entries()) {
      if (entry.name !== name) continue;
      if (entry.kind === 'parameter' && arity === 0) return { hops: this.level - entry.level };
      if (entry.kind === 'function' && entry.definition.params.length === arity) return { definition: entry.definition };
    }
    return undefined;
  }

  /** From the innermost outwards. */
  private entries(): Entry[] {
    const own = this.entry === undefined ? [] : [this.entry];
    return [...own, ...(this.parent?.entries() ?? [])];
  }

  private with(entry: Entry & { readonly level: number }): Scope {
    return new Scope(entry.level, entry, this, this.source);
  }
}
