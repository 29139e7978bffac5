import { HttpTransportType, HubConnectionBuilder, HubConnectionState, LogLevel } from '@microsoft/signalr';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

/** What the hub pushes goes where a question about it would have put its answer; while the line is down the question is asked now and then. */
export function useLive(event: string, key: readonly unknown[]): boolean {
  const client = useQueryClient();
  const [up, setUp] = useState(false);
  const name = JSON.stringify(key);
  useEffect(() => {
    const line = new HubConnectionBuilder().withUrl('/ops/live', { skipNegotiation: true, transport: HttpTransportType.WebSockets }).withAutomaticReconnect({ nextRetryDelayInMilliseconds: (c) => Math.min(30_000, 500 * 2 ** c.previousRetryCount) }).configureLogging(LogLevel.None).build();
    let over = false;
    line.on(event, (data: unknown) => client.setQueryData(JSON.parse(name) as unknown[], data));
    const look = () => { if (!over) setUp(line.state === HubConnectionState.Connected); };
    line.onreconnecting(look);
    line.onreconnected(look);
    line.onclose(look);
    // A hub that pushes nothing is asked instead.
    line.start().then(look, look);
    return () => { over = true; void line.stop(); };
  }, [client, event, name]);
  return up;
}
