import { Dialog } from '../ui/dialog.js';
import { SignInForm } from './sign-in-form.js';

/** Over the page, so that nothing on it is lost. */
export function SignInAgain({ email, onClose }: { email: string; onClose: () => void }) {
  return (
    <Dialog title="Your session has ended" onClose={onClose}>
      <p>Sign in again to go on. Everything on this page stays as it is.</p>
      <SignInForm email={email} onDone={onClose} />
    </Dialog>
  );
}
