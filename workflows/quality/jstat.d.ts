// Types of the few functions of jstat 1.9.6 that distribution.ts uses; the package ships none.
declare module 'jstat' {
  interface TwoParameter {
    cdf(x: number, first: number, second: number): number;
    inv(probability: number, first: number, second: number): number;
  }
  interface OneParameter {
    cdf(x: number, parameter: number): number;
    inv(probability: number, parameter: number): number;
  }
  export const jStat: {
    readonly normal: TwoParameter;
    readonly centralF: TwoParameter;
    readonly chisquare: OneParameter;
    readonly studentt: OneParameter;
    gammaln(x: number): number;
  };
  const module: { readonly jStat: typeof jStat };
  export default module;
}
