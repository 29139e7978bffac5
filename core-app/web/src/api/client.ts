import { ApiClient, ApiProblem } from '@integration/web-kit';
import { QueryClient, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { Me, OrgUnit, Paged } from './types';

export const api = new ApiClient();

export const queries = new QueryClient({
  defaultOptions: { queries: { staleTime: 15_000, refetchOnWindowFocus: false, retry: (count, e) => e instanceof ApiProblem && (e.status === 0 || e.status >= 502) && count < 2 } },
});

export async function loadMe(): Promise<Me> {
  const me = await api.get<Me>('/me');
  api.useToken(me.token);
  return me;
}

export const meQuery = { queryKey: ['me'], queryFn: loadMe, staleTime: Infinity };
export const useMe = () => useQuery(meQuery).data;
export const useRight = (right: string) => useMe()?.rights.includes(right) ?? false;
export const useOrgUnits = () => useQuery({ queryKey: ['org-units'], queryFn: () => api.get<OrgUnit[]>('/org-units'), staleTime: 600_000 }).data;

export const useAsked = <T,>(path: string, query?: Record<string, string | number | undefined>, enabled = true) => useQuery({ queryKey: [path, query], queryFn: ({ signal }) => api.get<T>(path, query, signal), enabled });

export const usePages = <T,>(path: string, query: Record<string, string | string[] | boolean | undefined>, limit = 50) =>
  useInfiniteQuery({
    queryKey: ['pages', path, query], initialPageParam: '', getNextPageParam: (last: Paged<T>) => last.next,
    queryFn: ({ pageParam, signal }) => api.get<Paged<T>>(path, { ...query, after: pageParam, limit }, signal),
  });

export const customerPath = (no: string) => `/customers/${encodeURIComponent(no)}`;
