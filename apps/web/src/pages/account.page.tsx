import { Download } from 'lucide-react';
import css from '../account/account.module.css';
import { DeleteAccount } from '../account/delete-account.js';
import { ChangePassword } from '../account/password.js';
import { Profile } from '../account/profile.js';
import { Sessions } from '../account/sessions.js';
import { Tokens } from '../account/tokens.js';
import { useHead } from '../shell/page-head.js';
import { useApi, useMe } from '../shell/services.js';
import { buttonClass } from '../ui/button.js';
import page from '../ui/page.module.css';
import { Page, Section } from '../ui/page.js';
import { Tag } from '../ui/tag.js';
import { UnverifiedEmail } from './unverified-email.js';

const parts = {
  profile: 'Profile',
  password: 'Password',
  sessions: 'Sessions',
  tokens: 'Tokens',
  data: 'Your data',
};

export function AccountPage() {
  const me = useMe();
  const api = useApi();
  useHead({ title: 'Account', canonical: null });
  if (!me) return null;
  return (
    <Page
      title="Account"
      lead={me.email}
      kicker={me.roles.map((role) => (
        <Tag key={role}>{role}</Tag>
      ))}
    >
      <div className={css.layout}>
        <nav className={css.nav} aria-label="On this page">
          <ul role="list">
            {Object.entries(parts).map(([id, title]) => (
              <li key={id}>
                <a href={`#${id}`}>{title}</a>
              </li>
            ))}
          </ul>
        </nav>
        <div>
          <Section title={parts.profile} id="profile">
            <div className={page.stack}>
              {!me.emailVerified && <UnverifiedEmail email={me.email} />}
              <Profile me={me} />
            </div>
          </Section>
          <Section title={parts.password} id="password">
            <ChangePassword />
          </Section>
          <Section title={parts.sessions} id="sessions">
            <Sessions />
          </Section>
          <Section title={parts.tokens} id="tokens">
            <Tokens />
          </Section>
          <Section title={parts.data} id="data">
            <div className={page.stack}>
              <p>Everything Fretboard keeps about you, as one JSON file that other programs can read.</p>
              <div className={page.row}>
                <a
                  href={`${api.prefix}/me/export`}
                  download="fretboard-export.json"
                  className={buttonClass()}
                >
                  <Download size={16} aria-hidden="true" /> Download your data
                </a>
                <DeleteAccount />
              </div>
            </div>
          </Section>
        </div>
      </div>
    </Page>
  );
}
