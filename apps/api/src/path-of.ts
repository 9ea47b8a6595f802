/**
 * The path of an address as the router reads it: to the router `%61` is an `a`, so whoever compares addresses as they
 * came over the wire misses some that reach a route.
 */
export function pathOf(url: string): string {
  const path = url.split(/[?#]/, 1)[0] ?? '';
  try {
    return decodeURI(path);
  } catch {
    return path; // reaches no route
  }
}
