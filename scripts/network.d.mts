/** False on a machine that cannot be several hosts: skip the test then. */
export function hostsCanBeMade(): boolean;
