/** Who has earned which certificate. Issuing and verifying them will live here too. */
import { Certificates } from './certificates.js';
import { CertificateDueRow } from './certificates.tables.js';

export { Certificates } from './certificates.js';

export const certificatesTables = [CertificateDueRow];

/** What the module of the domain provides for this room. */
export const certificatesProviders = [Certificates];
