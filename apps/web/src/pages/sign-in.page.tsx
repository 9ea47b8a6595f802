import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useHead } from '../shell/page-head.js';
import { SignInForm } from '../shell/sign-in-form.js';
import { NeedsScript } from '../ui/needs-script.js';
import { Page } from '../ui/page.js';

export function SignInPage() {
  const search = useSearch({ from: '/sign-in' });
  const navigate = useNavigate();
  useHead({ title: 'Sign in', canonical: null });
  return (
    <Page
      title="Sign in"
      width="narrow"
      lead={
        <>
          No account yet?{' '}
          <Link to="/sign-up" search={search}>
            Sign up
          </Link>
          , it takes a minute. What you wrote in an exercise is kept on this device.
        </>
      }
    >
      <NeedsScript what="Signing in" />
      <SignInForm onDone={() => void navigate({ href: search.back ?? '/dashboard' })} />
    </Page>
  );
}
