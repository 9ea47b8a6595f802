import { useState } from 'react';
import { useApi } from '../shell/services.js';
import { ProblemNotice } from '../shell/states.js';
import { Button } from '../ui/button.js';
import { Notice } from '../ui/notice.js';

export function UnverifiedEmail({ email }: { email: string }) {
  const api = useApi();
  const [state, setState] = useState<'idle' | 'busy' | 'sent'>('idle');
  const [failure, setFailure] = useState<unknown>(null);
  const resend = async () => {
    setState('busy');
    setFailure(null);
    try {
      await api.resendVerification();
      setState('sent');
    } catch (error) {
      setFailure(error);
      setState('idle');
    }
  };
  if (failure !== null) return <ProblemNotice error={failure} onRetry={() => void resend()} />;
  return (
    <Notice
      tone="waiting"
      actions={
        state !== 'sent' && (
          <Button size="small" busy={state === 'busy'} onClick={() => void resend()}>
            Send the message again
          </Button>
        )
      }
    >
      <p role="status">
        {state === 'sent'
          ? `A new message is on its way to ${email}.`
          : `Confirm ${email} with the link we sent. You can learn and hand in without it; a certificate needs it.`}
      </p>
    </Notice>
  );
}
