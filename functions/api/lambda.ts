// placeholder replaced below
export async function handler(): Promise<string> {
  return 'x';
}
