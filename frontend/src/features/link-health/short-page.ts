/** An address as a person reads it, without its scheme. */
export function shortPage(address: string): string {
  return address.replace(/^https?:\/\//, '').replace(/\/$/, '');
}
