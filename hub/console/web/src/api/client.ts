import { api, ApiClient, asking, meFor } from '@integration/web-kit';
import { useQuery } from '@tanstack/react-query';

export { api, queries } from '@integration/web-kit';

/** The console's own API; see hub/console/api.md. */
export const ops = new ApiClient(undefined, '/ops/api');
export const { useAsked, usePages } = asking(ops);

export const meQuery = meFor(ops);
export const useMe = () => useQuery(meQuery).data;
export const useRight = (right: string) => useMe()?.rights.includes(right) ?? false;

// Both know when the session is over.
export const onSessionOver = (then: (code: string) => void) => { for (const client of [api, ops]) client.onSessionOver = (p) => then(p.code); };
