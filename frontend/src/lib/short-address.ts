/** An address as a person reads it, without its scheme. */
export function shortAddress(address: string): string {
  return address.replace(/^https?:\/\//, '');
}

/** A page as a person reads it: a slash at its end says nothing. */
export function shortPage(address: string): string {
  return shortAddress(address).replace(/\/$/, '');
}
