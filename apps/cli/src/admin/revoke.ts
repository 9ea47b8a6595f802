import { changeRoleCommand } from './grant.js';

export const revokeCommand = (args: string[]): Promise<number> => changeRoleCommand('revoke', args);
