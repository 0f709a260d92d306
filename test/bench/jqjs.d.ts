// The part of jqjs that the benchmark uses; the package brings no types.
declare module '@michaelhomer/jqjs' {
  export function compile(filter: string): (input: unknown) => Iterable<unknown>;
}
