/** A peer, or why it cannot be had. */
export type Found<Peer> =
  | { readonly isFound: true; readonly peer: Peer }
  | { readonly isFound: false; readonly reason: string };

export function found<Peer>(peer: Peer): Found<Peer> {
  return { isFound: true, peer };
}

export function notFound(reason: string): { readonly isFound: false; readonly reason: string } {
  return { isFound: false, reason };
}
