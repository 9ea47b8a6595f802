/** Who people are and how they prove it. A door forgets hashes, cookies' secrets, limits and mails. */
export { Account } from './account.js';
export { keepPerson } from './keep-person.js';
export { linkHours } from './links.js';
export { People } from './people.js';
export { Person, peopleTables } from './people.tables.js';
export { Roles, type Grantor } from './roles.js';
export { Sessions, type Device, type OpenedSession, type Proof } from './sessions.js';
export { peopleSettings } from './settings.js';
export { perSubject, Throttles } from './throttles.js';
export { Tokens } from './tokens.js';

import { Account } from './account.js';
import { Links } from './links.js';
import { People } from './people.js';
import { Roles } from './roles.js';
import { Sessions } from './sessions.js';
import { Throttles } from './throttles.js';
import { Tokens } from './tokens.js';

/** What the module of the domain provides for this room. */
export const peopleProviders = [Account, Links, People, Roles, Sessions, Throttles, Tokens];
