import { role, type Role } from '#contract';

/** Everybody is a learner; the rest in the order of the contract. */
export const rolesInOrder = (granted: readonly string[]): Role[] =>
  role.options.filter((name) => name === 'learner' || granted.includes(name));
