import { createContext, useContext } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { Me } from '#contract';
import type { Api } from '../api/api.js';
import { meQuery } from '../api/queries.js';

export const ApiContext = createContext<Api | null>(null);

export function useApi(): Api {
  const api = useContext(ApiContext);
  if (!api) throw new Error('No Api above this component');
  return api;
}

/** Who is signed in; null for nobody. */
export function useMe(): Me | null {
  return useQuery(meQuery(useApi())).data ?? null;
}
