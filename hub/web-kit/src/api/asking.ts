import { QueryClient, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { Page } from '../parts/ListTable';
import { ApiClient, ApiProblem } from './client';

export interface Me { name: string; staffId: string; displayName: string; orgUnit: string; roles: string[]; rights: string[]; reach: string; language: 'zh' | 'en'; token: string; passwordExpired: boolean; passwordExpiresOn?: string }
export interface View { name: string; query: string; columns: string[]; savedAt: string }

/** The site's own API: who is signed in, saved views, and all of the core app. */
export const api = new ApiClient();

export const queries = new QueryClient({
  defaultOptions: { queries: { staleTime: 15_000, refetchOnWindowFocus: false, retry: (count, e) => e instanceof ApiProblem && (e.status === 0 || e.status >= 502) && count < 2 } },
});

/** Who is signed in; the token goes to every client that changes something. */
export const meFor = (...clients: ApiClient[]) => ({
  queryKey: ['me'], staleTime: Infinity,
  queryFn: async (): Promise<Me> => {
    const me = await api.get<Me>('/me');
    for (const client of [api, ...clients]) client.useToken(me.token);
    return me;
  },
});

/** The site's own questions are known by their paths; those of another API begin with its root. */
export const asking = (client: ApiClient) => {
  const own = client === api ? [] : [client.root];
  return {
    useAsked: <T,>(path: string, query?: Record<string, string | number | undefined>, enabled = true, every?: number) => useQuery({ queryKey: [...own, path, query], queryFn: ({ signal }) => client.get<T>(path, query, signal), enabled, refetchInterval: every }),
    usePages: <T,>(path: string, query: Record<string, string | string[] | boolean | undefined>, limit = 50) =>
      useInfiniteQuery({
        queryKey: ['pages', ...own, path, query], initialPageParam: '', getNextPageParam: (last: Page<T>) => last.next,
        queryFn: ({ pageParam, signal }) => client.get<Page<T>>(path, { ...query, after: pageParam, limit }, signal),
      }),
  };
};
