import type { IncidentResolution, RunPurpose } from '#contract';

export const PURPOSES: Record<RunPurpose, string> = {
  grade: 'Grade',
  appeal: 'Appeal',
  practice: 'Practice',
  're-grade': 'Re-grade',
  audit: 'Audit',
  proof: 'Proof of an exercise',
};

export const RESOLUTIONS: Record<IncidentResolution, string> = {
  retried: 'tried again',
  withdrawn: 'withdrawn',
  noted: 'noted',
  forgotten: 'closed, since its learner deleted the account',
};
