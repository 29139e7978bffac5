import { api, asking, meFor } from '@integration/web-kit';
import { useQuery } from '@tanstack/react-query';
import type { OrgUnit } from './types';

export { api, queries } from '@integration/web-kit';
export const { useAsked, usePages } = asking(api);

export const meQuery = meFor();
export const useMe = () => useQuery(meQuery).data;
export const useRight = (right: string) => useMe()?.rights.includes(right) ?? false;
export const useOrgUnits = () => useQuery({ queryKey: ['org-units'], queryFn: () => api.get<OrgUnit[]>('/org-units'), staleTime: 600_000 }).data;

export const customerPath = (no: string) => `/customers/${encodeURIComponent(no)}`;
