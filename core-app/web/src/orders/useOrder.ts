import { ApiProblem } from '@integration/web-kit';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../api/client';
import { orderPath, type Order } from '../api/orderTypes';

const again = 4000;

/** The order, and what changes of it as it changes: each question waits at the server until there is something new. */
export function useOrder(no: string) {
  const client = useQueryClient();
  const key = ['order', no];
  const asked = useQuery({ queryKey: key, queryFn: ({ signal }) => api.get<Order>(orderPath(no), undefined, signal), staleTime: Infinity });
  const [lost, setLost] = useState(false);
  const revision = asked.data?.revision;
  const live = asked.isSuccess;
  useEffect(() => {
    if (!live) return;
    const over = new AbortController();
    let rest: ReturnType<typeof setTimeout> | undefined;
    const watch = async () => {
      const known = client.getQueryData<Order>(['order', no])?.revision;
      try {
        const { data } = await api.ask<Order | undefined>('GET', orderPath(no), { query: { after: known }, signal: over.signal });
        if (over.signal.aborted) return;
        setLost(false);
        // Its own new revision begins the next question.
        if (data) client.setQueryData(['order', no], data);
        else void watch();
      } catch (e) {
        if (over.signal.aborted || (e instanceof ApiProblem && e.status >= 400 && e.status < 500)) return;
        setLost(true);
        rest = setTimeout(() => void watch(), again);
      }
    };
    void watch();
    return () => { over.abort(); clearTimeout(rest); };
  }, [client, no, revision, live]);
  return { asked, lost };
}

/** The clock of rings and ages. */
export function useNow(every = 20_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}
